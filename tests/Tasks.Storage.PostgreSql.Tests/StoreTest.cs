using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests;

/// <summary>A test in a schema of its own. Stores it opens are closed before the schema is dropped.</summary>
public abstract class StoreTest : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> opened = [];

    protected PostgreSqlPlace Place { get; } = new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(opened))
        {
            await one.DisposeAsync();
        }

        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<PostgreSqlStore> OpenAsync(PostgreSqlBackendOptions? options = null)
    {
        var store = await Place.OpenAsync(options);
        opened.Add(store);
        return store;
    }

    /// <summary>A connection as a user's own code opens it.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = await (await PostgreSqlPlace.SourceAsync()).OpenConnectionAsync(Cancelled);
        opened.Add(connection);
        return connection;
    }

    internal static Task<IReadOnlyList<TaskRecord>> EnqueueAsync(ITaskStore store, params NewTask[] tasks) =>
        store.EnqueueAsync(tasks, Cancelled);

    internal static async Task<TaskRecord?> ReadAsync(ITaskStore store, string id) => (await store.ReadAsync([Some.Id(id)], Cancelled))[0];

    internal static Task<ExchangeAnswer> ClaimAsync(ITaskStore store, SessionId session, int count = 1) =>
        store.ExchangeAsync(new(session, 0, [], [], Some.Claim(count)), Cancelled);

    internal static Task<ExchangeAnswer> SettleAsync(ITaskStore store, SessionId session, params Settlement[] settlements) =>
        store.ExchangeAsync(new(session, 0, settlements, [], null), Cancelled);

    internal static async Task<TaskStoreException> FaultAsync(TaskStoreFault fault, Func<Task> act)
    {
        var exception = await Assert.ThrowsAsync<TaskStoreException>(act);
        Assert.Equal(fault, exception.Fault);
        return exception;
    }

    /// <summary>Runs SQL in which <c>$</c> stands for schema and prefix.</summary>
    internal async Task<object?> ScalarAsync(string sql)
    {
        await using var command = (await PostgreSqlPlace.SourceAsync()).CreateCommand(
            sql.Replace("$", $"\"{Place.Schema}\".tasks_", StringComparison.Ordinal)
        );
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
