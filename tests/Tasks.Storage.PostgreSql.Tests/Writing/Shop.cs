using Microsoft.EntityFrameworkCore;

namespace Tasks.Storage.PostgreSql.Tests.Writing;

/// <summary>An application's own tables by EF Core, beside those of the tasks.</summary>
internal sealed class Shop(string connectionString) : DbContext
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Order>().ToTable("tasks_orders");

    internal sealed class Order
    {
        public int Id { get; init; }

        public required string Article { get; set; }
    }
}
