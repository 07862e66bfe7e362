using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks.Grounds;

/// <summary>A kind of store as a benchmark needs it: places nobody has used, raw loops on them, and counters. Leaves nothing behind.</summary>
internal abstract class Ground : IAsyncDisposable
{
    public static async Task<Ground> OfAsync(Arguments arguments) =>
        arguments.Store switch
        {
            Arguments.Sqlite => SqliteGround.Of(arguments.Connection),
            Arguments.PostgreSql => await PostgreSqlGround.OfAsync(arguments.Connection),
            _ => new MemoryGround(),
        };

    /// <summary>With how many slots a worker drains it fastest.</summary>
    public virtual int BestSlots => 32;

    /// <summary>How many workers of one process drain it fastest.</summary>
    public virtual int BestWorkers => 1;

    /// <summary>Puts a store of that kind into a host.</summary>
    public static void Add(TasksBuilder tasks, string store, string place, string alias)
    {
        _ = store switch
        {
            Arguments.Sqlite => tasks.AddSqlite(place, alias, ServeAll),
            Arguments.PostgreSql => tasks.AddPostgreSql(place, alias, ServeAll),
            _ => tasks.AddInMemory(alias, ServeAll),
        };
    }

    /// <summary>Where a store may be that was not there yet: a connection string, or nothing for memory.</summary>
    public abstract Task<string> NewPlaceAsync();

    /// <summary>The raw loop on a place of its own.</summary>
    public abstract IRawLoop NewRawLoop(string place);

    /// <summary>Adds rows of every sort that a drain must not look at, beside tables that are there.</summary>
    public abstract Task GrowAsync(string place, int rows);

    /// <summary>Counts what connections made from now on cost the store; null where nothing can be counted.</summary>
    public virtual IMeter? NewMeter() => null;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void ServeAll(TaskBackendOptions options) => options.Queues = [];
}
