using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Tasks.Runtime.Tests.Working;

/// <summary>A clock in the test's hand that tells which timers were set, so that time need not run before they are.</summary>
internal sealed class WorkerTime : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> set = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        set.Enqueue(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of this length is set, and lets it ring.</summary>
    public async Task RingAsync(TimeSpan after)
    {
        await Eventually.TrueAsync(() => set.Contains(after));
        Advance(after);
    }
}
