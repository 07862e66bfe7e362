using Microsoft.Data.Sqlite;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests;

/// <summary>A test on a file of its own. Stores it opens are closed before the file is deleted.</summary>
public abstract class StoreTest : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> stores = [];

    protected SqlitePlace Place { get; } = new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal SqliteStore Open(SqliteBackendOptions? options = null, TimeProvider? clock = null)
    {
        var store = Place.Open(options, clock);
        stores.Add(store);
        return store;
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

    internal object? Scalar(string sql)
    {
        using var connection = Place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal void Execute(string sql) => Scalar(sql);

    /// <summary>The write lock of the file, as another program may hold it.</summary>
    internal SqliteTransaction Lock()
    {
        var connection = Place.Connect();
        return connection.BeginTransaction();
    }

    internal static void Unlock(SqliteTransaction transaction)
    {
        using var connection = transaction.Connection!;
        transaction.Rollback();
    }
}
