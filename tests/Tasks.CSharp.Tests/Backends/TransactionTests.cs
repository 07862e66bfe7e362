using Microsoft.Data.Sqlite;

namespace Tasks.CSharp.Tests.Backends;

/// <summary>An enqueue that is part of the caller's own transaction on the database of the backend.</summary>
public sealed class TransactionTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-").FullName;
    private readonly SqliteConnection connection;
    private readonly App app;

    public TransactionTests()
    {
        var source = $"Data Source={Path.Combine(folder, "tasks.db")};Pooling=False";
        connection = new(source);
        app = new(tasks => tasks.AddSqlite(source).AddSqlite($"Data Source={Path.Combine(folder, "other.db")}", "other"));
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task It_is_seen_by_nobody_before_the_commit_and_by_all_after_it()
    {
        await using var transaction = connection.BeginTransaction();
        var result = await Work.EchoTask.In(transaction).EnqueueAsync("x", App.Token);

        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => result.RefreshAsync(App.Token));
        await transaction.CommitAsync(App.Token);
        await app.RunDueAsync();

        Assert.Equal("x", (await result.RefreshAsync(App.Token)).ReturnValue);
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task It_is_gone_after_a_rollback()
    {
        await using var transaction = connection.BeginTransaction();
        var calls = new[] { Work.EchoTask.In(transaction).With("a"), Work.EchoTask.In(transaction).With("b") };
        var results = await app.Backends.Default.EnqueueManyAsync(calls, App.Token);
        await transaction.RollbackAsync(App.Token);

        foreach (var result in results)
        {
            await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => result.RefreshAsync(App.Token));
        }
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_of_another_database_or_one_that_has_ended_is_refused()
    {
        await using var transaction = connection.BeginTransaction();
        await Assert.ThrowsAsync<InvalidTaskException>(() =>
            Work.EchoTask.Using(backend: "other").In(transaction).EnqueueAsync("x", App.Token)
        );

        await transaction.CommitAsync(App.Token);
        await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.In(transaction).EnqueueAsync("x", App.Token));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task Calls_of_one_enqueue_are_all_part_of_one_transaction_or_none_is()
    {
        await using var transaction = connection.BeginTransaction();
        var calls = new[] { Work.EchoTask.In(transaction).With("a"), Work.EchoTask.With("b") };

        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => app.Backends.Default.EnqueueManyAsync(calls, App.Token));

        Assert.Equal("Calls that are enqueued together must all be part of one transaction, or none of any.", refusal.Message);
    }

    public async ValueTask InitializeAsync()
    {
        // The first use makes the schema, for which it needs the lock that a transaction of the caller would hold.
        var first = await app.Backends.Default.EnqueueAsync(Work.EchoTask.With("first"), App.Token);
        await first.RefreshAsync(App.Token);
        await connection.OpenAsync(App.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
