using Microsoft.EntityFrameworkCore;

namespace Orders;

/// <summary>The shop's own tables, in the database of its tasks.</summary>
public sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
{
    /// <summary>Every order.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>Makes the tables; a shop that is more than a sample has migrations.</summary>
    public Task OpenAsync() =>
        Database.ExecuteSqlAsync($"CREATE TABLE IF NOT EXISTS orders (id text PRIMARY KEY, parcels integer NOT NULL)");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.Property(o => o.Id).HasColumnName("id");
            order.Property(o => o.Parcels).HasColumnName("parcels");
        });
}
