using Tasks.Domain.Calls;
using Tasks.Domain.Pausing;
using Tasks.Domain.Retaining;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>What operators ask for that writes: pauses, and deleting what has been kept long enough.</summary>
internal static class Operating
{
    public static PauseAnswer Pause(Ledger ledger, QueueName queue) => Become(ledger, queue, ledger.Pauses.With(queue));

    public static PauseAnswer Resume(Ledger ledger, QueueName queue) => Become(ledger, queue, ledger.Pauses.Without(queue));

    public static PruneAnswer Prune(Ledger ledger, PruneRequest request)
    {
        var now = ledger.Now();
        var looked = ledger.Tasks.After(request.After, request.Look);
        var over = looked.FindAll(stored => request.Retention.IsOver(stored.Task, now));
        if (!request.IsDryRun)
        {
            over.ForEach(stored => ledger.Delete(stored.Key));
        }

        return new(now, over.Count, looked.Count == request.Look ? looked[^1].Task.Id : null);
    }

    private static PauseAnswer Become(Ledger ledger, QueueName queue, Pauses after)
    {
        ledger.Become(queue, after);
        return new(ledger.Now(), after);
    }
}
