using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>Heeding pauses: from the beat on that carries their number, nothing starts in a paused queue.</summary>
internal sealed partial class Thought
{
    /// <summary>Whether every queue it serves is paused: then there is nothing to ask for.</summary>
    private bool IsWhollyPaused =>
        !state.Pauses.IsEmpty && !Settings.Queues.IsOpen && Settings.Queues.Names.All(queue => state.Pauses.Includes(queue));

    private bool IsPaused(HeldTask task) => state.Pauses.Includes(task.Task.Call.Definition.Queue);

    private void Heed(Pauses pauses)
    {
        if (pauses.Number <= state.Pauses.Number)
        {
            return;
        }

        state = state with { Pauses = pauses };
        // The operator waits for a beat that says so.
        clock = clock with
        {
            BeatAt = now,
        };
        isWoken = true;
        Report(new WorkerReport.PausesHeeded(pauses));
        // What is being confirmed is looked at again when its start is on record.
        foreach (var task in HeldIn(HeldPhase.Waiting))
        {
            if (IsPaused(task))
            {
                GiveBack(task);
            }
        }
    }

    private QueueSelection Unpaused(QueueSelection queues)
    {
        if (state.Pauses.IsEmpty)
        {
            return queues;
        }

        return queues.IsOpen
            ? queues with
            {
                Excluded = queues.Excluded.Union(state.Pauses.Queues),
            }
            : queues with
            {
                Names = [.. queues.Names.Where(queue => !state.Pauses.Includes(queue))],
            };
    }
}
