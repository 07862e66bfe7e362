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

    /// <summary>Whether it was woken and has nothing to ask for: what it hears of may be the end of the pause.</summary>
    private bool MayBeResumed => IsWorking && isWoken && IsWhollyPaused;

    /// <summary>What an answer says counts if it is newer than what is known: answers may overtake each other.</summary>
    private void Heed(Pauses pauses)
    {
        if (pauses.Number > state.Pauses.Number)
        {
            Obey(pauses);
        }
    }

    /// <summary>
    /// A new session begins with what its store says, whatever was known: the store may have been emptied or put back. It has heeded
    /// nothing yet, though its worker has.
    /// </summary>
    private void HeedAnew(Pauses pauses)
    {
        if (pauses.Number > 0 || state.Pauses.Number > 0)
        {
            Obey(pauses);
        }
    }

    private void Obey(Pauses pauses)
    {
        var hasChanged = pauses.Queues != state.Pauses.Queues;
        state = state with { Pauses = pauses };
        // The operator waits for a beat that says so.
        clock = clock with
        {
            BeatAt = now,
        };
        isWoken = true;
        if (!hasChanged)
        {
            return;
        }

        Report(new WorkerReport.PausesHeeded(pauses));
        foreach (var task in HeldIn(HeldPhase.Waiting, HeldPhase.Confirming))
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
