using System.Collections.Concurrent;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Tests.Working;

/// <summary>Many tasks, and many at once.</summary>
public sealed class ManyTests
{
    private const int Slots = 512;

    [Fact]
    public async Task A_worker_remembers_nothing_of_the_runs_it_has_had()
    {
        var runs = new ConcurrentQueue<WeakReference>();
        await using var bench = new WorkerBench().With(
            "forget",
            run =>
            {
                runs.Enqueue(new(run));
                return new(JsonText.From("1"));
            }
        );
        var worker = bench.Worker(settings => settings with { Concurrency = 16 });
        var end = worker.RunAsync();
        for (var number = 0; number < 5_000; number++)
        {
            await bench.EnqueueAsync("forget");
        }

        await Eventually.TrueAsync(() => runs.Count == 5_000 && worker.State.Held.IsEmpty && worker.State.InFlight is null);

        await Eventually.TrueAsync(() => runs.Count(run => run.IsAlive) < 50, GC.Collect);
        Assert.True(worker.State.Outcomes.IsEmpty && worker.State.Starts.IsEmpty && worker.State.Leftovers.IsEmpty);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    public async Task An_alarm_that_rang_too_early_is_set_again()
    {
        var polls = 0;
        await using var bench = new WorkerBench();
        bench.Between.Before = verb => Interlocked.Add(ref polls, verb == "exchange" ? 1 : 0);
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await Eventually.TrueAsync(() => Volatile.Read(ref polls) == 1 && worker.State is { InFlight: null, Session: not null });
        var before = worker.State;

        bench.WorkerTime.RingEarly();
        await Eventually.TrueAsync(() => !ReferenceEquals(before, worker.State));

        await Eventually.TrueAsync(() => Volatile.Read(ref polls) > 1, () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(100)));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    public async Task Five_hundred_and_twelve_slots_run_as_many_methods_at_once_and_no_more()
    {
        var running = 0;
        var most = 0;
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new WorkerBench().With(
            "wait",
            async _ =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await mayEnd.Task;
                Interlocked.Decrement(ref running);
                return JsonText.From("1");
            }
        );
        for (var number = 0; number < 2 * Slots; number++)
        {
            await bench.EnqueueAsync("wait");
        }

        var worker = bench.Worker(settings => settings with { Concurrency = Slots });
        var end = worker.RunAsync();
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == Slots);
        mayEnd.SetResult();
        await Eventually.TrueAsync(() => bench.SettledCount == 2 * Slots);

        Assert.Equal(Slots, most);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
