namespace Tasks.Simulation;

/// <summary>Virtual time: what is to happen, in order of its moment. Nothing here waits; the clock jumps to the next event.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (TimeSpan Moment, long Order)> events = new();
    private long order;

    public TimeSpan Now { get; private set; }

    public void At(TimeSpan moment, Action action) => events.Enqueue(action, (moment < Now ? Now : moment, order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Lets the next event happen, if one comes before a moment; else it is that moment.</summary>
    public bool Advance(TimeSpan until)
    {
        if (!events.TryPeek(out var action, out var at) || at.Moment > until)
        {
            Now = until;
            return false;
        }

        events.Dequeue();
        Now = at.Moment;
        action();
        return true;
    }
}
