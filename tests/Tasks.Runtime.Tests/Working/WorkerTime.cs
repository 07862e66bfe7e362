using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Tasks.Runtime.Tests.Working;

/// <summary>A clock in the test's hand that tells which timers were set, so that time need not run before they are.</summary>
internal sealed class WorkerTime : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> set = new();
    private readonly ConcurrentQueue<Action> alarmClocks = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        set.Enqueue(dueTime);
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            alarmClocks.Enqueue(() =>
            {
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                callback(state);
            });
        }

        return timer;
    }

    /// <summary>Rings the alarm clocks of workers now, whatever they were set to, as a timer that rounds does by a little.</summary>
    public void RingEarly()
    {
        foreach (var ring in alarmClocks)
        {
            ring();
        }
    }

    /// <summary>Waits until a timer of this length is set, and lets it ring.</summary>
    public async Task RingAsync(TimeSpan after)
    {
        await Eventually.TrueAsync(() => set.Contains(after));
        Advance(after);
    }
}
