using System.Diagnostics.CodeAnalysis;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// What waits for the writer: two lines, of which the fast one always goes first. Beats take it, so that no load can keep a worker from
/// saying that it lives.
/// </summary>
internal sealed class Lanes
{
    private readonly object gate = new();
    private readonly Queue<Write> fast = new();
    private readonly Queue<Write> slow = new();
    private bool isClosed;

    /// <summary>Adds a write; false once the lanes are closed.</summary>
    public bool TryAdd(Write write, bool isUrgent)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            (isUrgent ? fast : slow).Enqueue(write);
            Monitor.Pulse(gate);
            return true;
        }
    }

    public bool TryTake([NotNullWhen(true)] out Write? write)
    {
        lock (gate)
        {
            return fast.TryDequeue(out write) || slow.TryDequeue(out write);
        }
    }

    /// <summary>Takes an exchange that waits alone.</summary>
    public bool TryTakeLone(Func<Exchange, bool> isWanted, [NotNullWhen(true)] out Exchange? exchange)
    {
        lock (gate)
        {
            exchange = fast.Count == 0 && slow.Count == 1 ? slow.Peek() as Exchange : null;
            if (exchange is null || !isWanted(exchange))
            {
                exchange = null;
                return false;
            }

            slow.Dequeue();
            return true;
        }
    }

    /// <summary>Takes everything posted before a moment of the monotonic clock: what has waited long enough.</summary>
    public List<Write> TakePostedBefore(long moment)
    {
        lock (gate)
        {
            var taken = new List<Write>();
            foreach (var lane in (ReadOnlySpan<Queue<Write>>)[fast, slow])
            {
                while (lane.TryPeek(out var first) && first.PostedAt <= moment)
                {
                    taken.Add(lane.Dequeue());
                }
            }

            return taken;
        }
    }

    /// <summary>Waits for something to do, or for <paramref name="patience"/> to pass.</summary>
    public LaneState Wait(TimeSpan patience)
    {
        lock (gate)
        {
            if (IsEmpty && !isClosed)
            {
                Monitor.Wait(gate, patience);
            }

            return !IsEmpty ? LaneState.Full
                : isClosed ? LaneState.Closed
                : LaneState.Empty;
        }
    }

    /// <summary>Ends a wait, so that its patience is asked for again.</summary>
    public void Wake()
    {
        lock (gate)
        {
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes no more; what is there is still worked off.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }
    }

    private bool IsEmpty => fast.Count == 0 && slow.Count == 0;
}
