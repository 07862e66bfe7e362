using Tasks.Domain.Working.Thinking;

namespace Tasks.Domain.Working;

/// <summary>
/// The worker's whole mind: what it has been told, and the hour, in; what it now knows and wants done, out. Pure, so that the same mind is
/// driven by a real interpreter and by a simulator.
/// <code>
///        claim                    free slot                  ended
///  store ─────► Waiting ───────────────────────► Running ─────────► Ended ──exchange──► settled
///                  │ a suspect                     ▲   │ time limit, grace
///                  └──► Confirming ──exchange──────┘   └──► settled without it; the method is a leftover
/// </code>
/// <para>
/// <b>Exchange.</b> At most one is in flight; outcomes gather while it is; so batches grow with load and vanish without it. It leaves when
/// there is an outcome, a free slot with a wake, or a poll is due; a lone outcome is never held back.
/// </para>
/// <para>
/// <b>Doubt.</b> After an exchange whose reply was lost the store may hold leases for the worker that it has never heard of. It claims
/// nothing more until a reconciliation under a new turn has given those back.
/// </para>
/// <para>
/// <b>Session.</b> Beats keep it. Without an accepted beat for a lease time the worker cancels what runs; told that it was declared lost,
/// it drops what it held and opens another.
/// </para>
/// </summary>
public static class WorkerStep
{
    /// <summary>One step for a whole batch of observations.</summary>
    /// <param name="state">What the worker knows.</param>
    /// <param name="now">The moment, on the worker's monotonic clock.</param>
    /// <param name="observations">What it is told, in order; may be empty.</param>
    /// <returns>What it knows now, and what it wants done, in order.</returns>
    public static (WorkerState State, IReadOnlyList<Effect> Effects) Next(
        WorkerState state,
        TimeSpan now,
        IReadOnlyList<Observation> observations
    )
    {
        if (state.Phase == WorkerPhase.Stopped)
        {
            return (state, []);
        }

        var thought = new Thought(state, now, observations.Count);
        foreach (var observation in observations)
        {
            thought.Observe(observation);
        }

        thought.Decide();
        return thought.Conclude();
    }
}
