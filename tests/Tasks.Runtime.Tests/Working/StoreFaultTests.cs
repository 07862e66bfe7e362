using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Tests.Working;

public sealed class StoreFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static WorkerBench Bench() => new WorkerBench().With("fine", _ => ValueTask.FromResult(JsonText.From("1")));

    [Fact]
    [Trait("Spec", "CLI-4")]
    [Trait("Fault", "F27")]
    public async Task A_worker_outlives_a_store_that_is_away_and_loses_nothing()
    {
        await using var bench = Bench();
        var id = await bench.EnqueueAsync("fine");
        var calls = 0;
        bench.Between.Before = _ =>
        {
            if (++calls <= 7)
            {
                throw FaultyStore.Unavailable;
            }
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(async () => (await bench.ReadAsync(id)).IsFinished, () => bench.WorkerTime.Advance(Second));

        Assert.Equal((Status.Successful, 1), ((await bench.ReadAsync(id)).Status, (await bench.ReadAsync(id)).History.Attempts));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    [Trait("Fault", "F31")]
    public async Task Claims_whose_reply_was_lost_are_given_back_uncounted_and_run()
    {
        await using var bench = Bench();
        var id = await bench.EnqueueAsync("fine");
        var isLost = false;
        bench.Between.AfterExchange = _ =>
        {
            if (!isLost)
            {
                isLost = true;
                throw FaultyStore.Unavailable;
            }
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(async () => (await bench.ReadAsync(id)).IsFinished, () => bench.WorkerTime.Advance(Second));

        var task = await bench.ReadAsync(id);
        // Claimed, taken back, claimed: three lease numbers, one attempt.
        Assert.Equal((Status.Successful, 1, 3L), (task.Status, task.History.Attempts, task.Lease));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Fault", "F19")]
    public async Task An_outcome_whose_reply_was_lost_is_sent_again_and_recorded_once()
    {
        await using var bench = Bench();
        var id = await bench.EnqueueAsync("fine");
        var isLost = false;
        bench.Between.AfterExchange = request =>
        {
            if (!isLost && request.Settlements.Count > 0)
            {
                isLost = true;
                throw FaultyStore.Unavailable;
            }
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(
            async () => (await bench.ReadAsync(id)).IsFinished && worker.State.Held.IsEmpty,
            () => bench.WorkerTime.Advance(Second)
        );

        var task = await bench.ReadAsync(id);
        Assert.Equal((Status.Successful, 1, 1L), (task.Status, task.History.Attempts, task.Lease));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
        // Only the store knows which outcome was recorded: it is asked, and those who watch hear of it once.
        Assert.Equal([task], bench.Settled);
    }

    [Fact]
    [Trait("Fault", "F19")]
    [Trait("Spec", "OBS-1")]
    public async Task Where_the_store_cannot_be_asked_what_it_had_recorded_nobody_is_told_and_the_worker_ends_in_order()
    {
        await using var bench = Bench();
        var id = await bench.EnqueueAsync("fine");
        var isLost = false;
        bench.Between.Before = verb =>
        {
            if (verb == "read")
            {
                throw FaultyStore.Unavailable;
            }
        };
        bench.Between.AfterExchange = request =>
        {
            if (!isLost && request.Settlements.Count > 0)
            {
                isLost = true;
                throw FaultyStore.Unavailable;
            }
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(
            async () => (await bench.ReadAsync(id)).IsFinished && worker.State.Held.IsEmpty,
            () => bench.WorkerTime.Advance(Second)
        );
        worker.Stop();

        Assert.True(await bench.EndAsync(end));
        Assert.Empty(bench.Settled);
    }

    [Fact]
    [Trait("Fault", "F29")]
    public async Task A_store_that_never_answers_is_given_up_after_ten_seconds_and_asked_again()
    {
        await using var bench = Bench();
        var id = await bench.EnqueueAsync("fine");
        var hangs = 1;
        bench.Between.OnExchange = (_, _) => Interlocked.Decrement(ref hangs) >= 0 ? new TaskCompletionSource().Task : Task.CompletedTask;
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(async () => (await bench.ReadAsync(id)).IsFinished, () => bench.WorkerTime.Advance(Second));

        Assert.Equal(Status.Successful, (await bench.ReadAsync(id)).Status);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Fault", "F70")]
    [Trait("Spec", "ARG-5")]
    public async Task An_outcome_that_the_store_refuses_for_good_fails_alone_and_the_others_are_recorded()
    {
        await using var bench = Bench().With("bad", _ => ValueTask.FromResult(JsonText.From("\"unholdable\"")));
        var bad = await bench.EnqueueAsync("bad");
        var good = new List<TaskId>();
        for (var i = 0; i < 20; i++)
        {
            good.Add(await bench.EnqueueAsync("fine"));
        }

        bench.Between.OnExchange = (request, _) =>
            request.Settlements.Any(settlement =>
                settlement.Outcome is Outcome.Succeeded(var value) && value == JsonText.From("\"unholdable\"")
            )
                ? throw new TaskStoreException(TaskStoreFault.Refused, "This text cannot be held.")
                : Task.CompletedTask;

        Assert.True(await bench.DrainAsync());

        var task = await bench.ReadAsync(bad);
        Assert.Equal(Status.Failed, task.Status);
        Assert.Contains("could not be stored: This text cannot be held.", task.History.Errors[0].Failure.Message, StringComparison.Ordinal);
        foreach (var id in good)
        {
            Assert.Equal(Status.Successful, (await bench.ReadAsync(id)).Status);
        }
    }

    [Fact]
    [Trait("Spec", "LIFE-6")]
    [Trait("Fault", "F29")]
    public async Task A_beat_that_hangs_leaves_time_for_another_before_the_session_is_in_doubt()
    {
        await using var bench = Bench();
        var beats = 0;
        bench.Between.OnBeat = () => Interlocked.Increment(ref beats) == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
        var worker = bench.Worker(settings => settings with { LeaseTime = TimeSpan.FromSeconds(6) });
        var end = worker.RunAsync();
        await Eventually.TrueAsync(() => worker.State is { Session: not null, InFlight: null });

        bench.WorkerTime.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => Volatile.Read(ref beats) == 1);
        bench.WorkerTime.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => worker.State.StoreFailures > 0);
        bench.WorkerTime.Advance(TimeSpan.FromSeconds(0.2));
        await Eventually.TrueAsync(() => Volatile.Read(ref beats) == 2 && worker.State.StoreFailures == 0);

        Assert.False(worker.State.IsIsolated);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }
}
