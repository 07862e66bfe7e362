using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine.Acting;

/// <summary>
/// Goes over the tasks a filter means, newest first, a batch at a time, and moves them. It goes on by the enqueue time of the last one it
/// saw and not by counting, because what it has moved may no longer be meant.
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
        // Those of the last moment: others of that moment may be left, and these may still be meant.
        var seen = new HashSet<TaskId>();
        Instant? moment = null;
        while (true)
        {
            var page = await store.Store.ListAsync(wanted with { Limit = Batch + seen.Count }, cancellationToken);
            var fresh = page.Where(task => !seen.Contains(task.Id)).Take(Batch).ToArray();
            if (fresh.Length == 0)
            {
                return;
            }

            moved.Add(await applyAsync(store, Array.ConvertAll(fresh, task => task.Id), cancellationToken));
            if (fresh[^1].EnqueuedAt != moment)
            {
                moment = fresh[^1].EnqueuedAt;
                seen.Clear();
                wanted = wanted with { EnqueuedBefore = moment + TimeSpan.FromMicroseconds(1) };
            }

            seen.UnionWith(fresh.Where(task => task.EnqueuedAt == moment).Select(task => task.Id));
        }
    }

    private static IReadOnlyList<Status> StatusesOf(TaskFilter wanted, IReadOnlyList<Status> from) =>
        wanted.Status is { } only ? [only] : from;
}
