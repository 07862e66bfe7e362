using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine.Acting;

/// <summary>
/// Goes over the tasks a filter means, newest first, a batch at a time, and moves them. It goes on at the place of the last one it saw and
/// not by counting, because what it has moved may no longer be meant.
/// </summary>
internal static class Walk
{
    /// <summary>How many tasks are moved in one step of the store.</summary>
    public const int Batch = 200;

    /// <summary>Where the count that is asked about stops.</summary>
    public const long CountedAtMost = 1_000_000;

    public static async Task<long> CountAsync(
        ITaskStore store,
        TaskFilter wanted,
        IReadOnlyList<Status> from,
        CancellationToken cancellationToken
    )
    {
        var count = 0L;
        foreach (var status in StatusesOf(wanted, from))
        {
            count += await store.CountAsync(wanted with { Status = status }, CountedAtMost, cancellationToken);
        }

        return count;
    }

    public static async Task MoveAsync(StoreBackend store, TaskFilter wanted, Move move, Moved moved, CancellationToken cancellationToken)
    {
        foreach (var status in StatusesOf(wanted, move.From))
        {
            await MoveAsync(store, wanted with { Status = status }, move.ApplyAsync, moved, cancellationToken);
        }
    }

    private static async Task MoveAsync(
        StoreBackend store,
        TaskFilter wanted,
        Func<StoreBackend, IReadOnlyList<TaskId>, CancellationToken, Task<IReadOnlyList<MoveAnswer>>> applyAsync,
        Moved moved,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var page = await store.Store.ListAsync(wanted with { Limit = Batch }, cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            moved.Add(await applyAsync(store, [.. page.Select(task => task.Id)], cancellationToken));
            wanted = wanted with { ListedAfter = page[^1].Id };
        }
    }

    private static IReadOnlyList<Status> StatusesOf(TaskFilter wanted, IReadOnlyList<Status> from) =>
        wanted.Status is { } only ? [only] : from;
}
