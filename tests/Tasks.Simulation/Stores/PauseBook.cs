using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Simulation;

/// <summary>Which queues are paused since which number, and which number each session has said to heed.</summary>
internal sealed class PauseBook
{
    private readonly Dictionary<QueueName, long> paused = [];
    private readonly Dictionary<SessionId, long> heeded = [];
    private long number;

    public void Paused(QueueName queue)
    {
        if (!paused.ContainsKey(queue))
        {
            paused[queue] = ++number;
        }
    }

    public void Resumed(QueueName queue) => number += paused.Remove(queue) ? 1 : 0;

    public void Beaten(Beat beat, bool isAccepted)
    {
        if (isAccepted)
        {
            heeded[beat.Session] = Math.Max(HeededBy(beat.Session), beat.Heeded);
        }
    }

    /// <summary>Whether a session has said so of everything that was ever paused and resumed.</summary>
    public bool IsHeededBy(SessionId session) => HeededBy(session) == number;

    /// <summary>Whether a session has said that it starts nothing in a queue, and the pause that it meant still lasts.</summary>
    public bool Forbids(SessionId session, QueueName queue) => paused.TryGetValue(queue, out var since) && since <= HeededBy(session);

    private long HeededBy(SessionId session) => heeded.GetValueOrDefault(session);
}
