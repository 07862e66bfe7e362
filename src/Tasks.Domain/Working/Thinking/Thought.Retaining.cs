using Tasks.Domain.Retaining;

namespace Tasks.Domain.Working.Thinking;

/// <summary>
/// Deleting what has been kept long enough: a walk now and then, in small steps. Every worker does it for itself; two that meet do no harm.
/// </summary>
internal sealed partial class Thought
{
    private bool MayPrune =>
        Settings.Retention is not null
        && IsWorking
        && state.Session is not null
        && !state.IsIsolated
        && !IsContactBroken
        && !IsUnderWay(StoreVerb.Prune);

    private void PruneIfDue()
    {
        if (!MayPrune)
        {
            return;
        }

        clock = clock with { PruneAt = clock.PruneAt ?? now + WorkerSettings.PruneSpread * Draw() };
        if (now >= clock.PruneAt)
        {
            clock = clock with { PruneAt = now + Jittered(WorkerSettings.PruneInterval) };
            Send(StoreVerb.Prune, new Effect.Prune(new(Settings.Retention!, state.PrunedTo, WorkerSettings.PruneLook)));
        }
    }

    private void OnPruned(PruneAnswer answer)
    {
        Answered(StoreVerb.Prune);
        state = state with { PrunedTo = answer.LookedTo };
        if (answer.LookedTo is not null)
        {
            clock = clock with { PruneAt = now + WorkerSettings.PrunePause };
        }

        if (answer.Count > 0)
        {
            Report(new WorkerReport.Pruned(answer.Count));
        }
    }
}
