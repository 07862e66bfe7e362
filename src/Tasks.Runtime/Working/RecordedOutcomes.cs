using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Working;

/// <summary>
/// What the store had recorded already when it was sent an outcome: by the method itself in a transaction of its own, or by this worker, which
/// did not hear of it. Only the store can tell which outcome that was.
/// </summary>
internal sealed class RecordedOutcomes(ITaskStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    /// <summary>The tasks of those outcomes that were repeated, as they are stored; without those that somebody else has had since.</summary>
    public async Task<IReadOnlyDictionary<Hold, TaskRecord>> ReadAsync(IReadOnlyList<Effect.Tell> tells)
    {
        TaskId[] repeated = [.. tells.Where(tell => tell.Answer.Verdict == Verdict.Repeated).Select(tell => tell.Task.Id).Distinct()];
        var found = new Dictionary<Hold, TaskRecord>();
        if (repeated.Length == 0)
        {
            return found;
        }

        using var limit = new CancellationTokenSource(CallLimit, time);
        try
        {
            foreach (var task in await store.ReadAsync(repeated, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false))
            {
                if (task is { State: not TaskState.Running })
                {
                    found[task.Hold] = task;
                }
            }
        }
        catch (Exception failure)
        {
            logger.RecordedUnknown(repeated.Length, failure);
        }

        return found;
    }
}
