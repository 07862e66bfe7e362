using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Writing;

/// <summary>Transactions of EF Core's: what its <c>GetDbTransaction()</c> gives is Npgsql's own.</summary>
public sealed class EntityFrameworkTests : StoreTest
{
    [Theory, InlineData(true), InlineData(false)]
    [Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task An_order_and_its_task_are_committed_together_or_rolled_back_together(bool isKept)
    {
        var store = await OpenAsync();
        await using var shop = await OpenShopAsync(store);
        await using (await shop.Database.BeginTransactionAsync(Cancelled))
        {
            shop.Orders.Add(new() { Id = 7, Article = "a kettle" });
            await shop.SaveChangesAsync(Cancelled);
            await store.EnqueueAsync([Some.New("a")], shop.Database.CurrentTransaction!.GetDbTransaction(), Cancelled);
            Assert.Null(await ReadAsync(store, "a"));
            await (isKept ? shop.Database.CommitTransactionAsync(Cancelled) : shop.Database.RollbackTransactionAsync(Cancelled));
        }

        Assert.Equal(isKept, await shop.Orders.AnyAsync(order => order.Id == 7, Cancelled));
        Assert.Equal(isKept, await ReadAsync(store, "a") is not null);
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_change_that_the_database_refuses_takes_the_task_with_it()
    {
        var store = await OpenAsync();
        await using var shop = await OpenShopAsync(store);
        shop.Orders.Add(new() { Id = 7, Article = "there already" });
        await shop.SaveChangesAsync(Cancelled);
        await using var second = await OpenShopAsync(store);
        await using (var transaction = await second.Database.BeginTransactionAsync(Cancelled))
        {
            await store.EnqueueAsync([Some.New("a")], transaction.GetDbTransaction(), Cancelled);
            second.Orders.Add(new() { Id = 7, Article = "the same number" });
            await Assert.ThrowsAsync<DbUpdateException>(() => second.SaveChangesAsync(Cancelled));
        }

        Assert.Null(await ReadAsync(store, "a"));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_refused_enqueue_leaves_the_changes_of_the_context_to_be_committed()
    {
        var store = await OpenAsync();
        await using var shop = await OpenShopAsync(store);
        await using var transaction = await shop.Database.BeginTransactionAsync(Cancelled);
        shop.Orders.Add(new() { Id = 7, Article = "a kettle" });
        await shop.SaveChangesAsync(Cancelled);

        await FaultAsync(
            TaskStoreFault.Refused,
            () => store.EnqueueAsync([Some.New("half \ud83d")], transaction.GetDbTransaction(), Cancelled)
        );
        shop.Orders.Add(new() { Id = 8, Article = "a spoon" });
        await shop.SaveChangesAsync(Cancelled);
        await transaction.CommitAsync(Cancelled);

        Assert.Equal(2, await shop.Orders.CountAsync(Cancelled));
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F2")]
    public async Task An_outcome_and_the_changes_of_the_context_are_committed_together()
    {
        var store = await OpenAsync();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"));
        var running = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await using var shop = await OpenShopAsync(store);
        await using (var transaction = await shop.Database.BeginTransactionAsync(Cancelled))
        {
            shop.Orders.Add(new() { Id = 7, Article = "shipped" });
            await shop.SaveChangesAsync(Cancelled);
            await store.SettleAsync(new(running.Hold, Some.Success), transaction.GetDbTransaction(), Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        Assert.Equal("shipped", (await shop.Orders.AsNoTracking().SingleAsync(Cancelled)).Article);
        Assert.Equal(Status.Successful, (await ReadAsync(store, "a"))!.Status);
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_of_the_context_that_has_ended_is_refused()
    {
        var store = await OpenAsync();
        await using var shop = await OpenShopAsync(store);
        await using var transaction = await shop.Database.BeginTransactionAsync(Cancelled);
        var ended = transaction.GetDbTransaction();
        await transaction.CommitAsync(Cancelled);

        var exception = await Assert.ThrowsAsync<InvalidTaskException>(() => store.EnqueueAsync([Some.New("a")], ended, Cancelled));

        Assert.Contains("has ended", exception.Message, StringComparison.Ordinal);
    }

    private async Task<Shop> OpenShopAsync(PostgreSqlStore store)
    {
        await store.PrepareAsync(Cancelled);
        await ScalarAsync("CREATE TABLE IF NOT EXISTS $orders (\"Id\" integer PRIMARY KEY, \"Article\" text NOT NULL)");
        var server = await PostgreSqlPlace.ServerAsync();
        var here = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = new NpgsqlConnectionStringBuilder((await PostgreSqlPlace.SourceAsync()).ConnectionString).Database,
            SearchPath = Place.Schema,
            Pooling = false,
        };
        return new(here.ConnectionString);
    }
}
