using System.Collections.Concurrent;

namespace Tasks.Runtime.Tests.Results;

/// <summary>A clock in whose eyes every short pause is over at once, and no long one ever; it notes how long they were meant to be.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime <= Short)
        {
            Pauses.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
