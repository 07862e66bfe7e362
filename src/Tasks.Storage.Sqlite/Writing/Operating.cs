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
        var (over, lookedTo) = ledger.Tasks.Walk(request, now);
        if (!request.IsDryRun)
        {
            over.ForEach(ledger.Delete);
        }

        return new(now, over.Count, lookedTo);
    }

    private static PauseAnswer Become(Ledger ledger, QueueName queue, Pauses after)
    {
        ledger.Become(queue, after);
        return new(ledger.Now(), after);
    }
}
