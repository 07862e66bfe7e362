using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.Contract;

/// <summary>What happens to the tasks of workers that vanished.</summary>
public abstract class SweepingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "LIFE-3")]
    [Trait("Spec", "RES-2")]
    [Trait("Fault", "F1")]
    public async Task A_started_task_of_a_lost_session_counts_a_crash_and_waits_out_its_back_off()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var running = await RunningAsync("t1", session);

        var answer = await Store.SweepAsync(10, Token);

        var change = Assert.Single(answer.Changes);
        var waiting = change.Becomes;
        Assert.Equal([session], answer.Lost);
        Assert.Equal((running.Lease, TaskEvent.Crashed), (change.UnderLease, change.Event));
        Assert.Equal((1, 0, 1), (waiting.History.Attempts, waiting.History.Failures, waiting.History.Crashes));
        Assert.Equal(Failure.WorkerLostType, Assert.Single(waiting.History.Errors).Failure.ExceptionType);
        Assert.Equal(new TaskState.Ready(WaitReason.CrashBackOff), waiting.State);
        Assert.Equal(
            waiting.History.Errors[0].At + RetryPolicy.Default.DelayAfterCrash(1, CrashJitter.Of(running.Id, running.Lease)),
            waiting.DueAt
        );
        await HoldsAsync(waiting);
    }

    [Fact]
    [Trait("Fault", "F3")]
    public async Task A_task_claimed_ahead_and_never_started_is_given_back_uncounted()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var ready = await EnqueueAsync("t1");
        var ahead = Assert.Single(await ClaimAsync(session, Some.Claim() with { StartNow = 0 }));

        var answer = await Store.SweepAsync(10, Token);

        Assert.Equal(TaskEvent.Released, Assert.Single(answer.Changes).Event);
        await HoldsAsync(ready with { Lease = ahead.Lease + 1 });
    }

    [Fact]
    [Trait("Spec", "LIFE-10")]
    public async Task A_start_that_was_reported_makes_the_loss_a_crash()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var ahead = await RunningAsync("t1", session, isStarted: false);
        await ExchangeAsync(session, starts: [ahead.Hold]);

        Assert.Equal(TaskEvent.Crashed, Assert.Single((await Store.SweepAsync(10, Token)).Changes).Event);
    }

    [Fact]
    [Trait("Spec", "LIFE-3")]
    [Trait("Fault", "F9")]
    public async Task The_third_crash_is_the_last()
    {
        await EnqueueAsync("t1", Some.Fragile);
        var events = new List<TaskEvent>();
        for (var crash = 1; crash <= 3; crash++)
        {
            var session = await OpenAsync($"boot{crash}", Some.Over);
            var claimed = Assert.Single(await ClaimAsync(session));
            await ExchangeAsync(session, starts: [claimed.Hold]);
            events.Add(Assert.Single((await Store.SweepAsync(10, Token)).Changes).Event);
        }

        Assert.Equal([TaskEvent.Crashed, TaskEvent.Crashed, TaskEvent.Failed], events);
        var failed = await ReadAsync(Some.Id("t1"));
        Assert.IsType<TaskState.Failed>(failed.State);
        Assert.Equal((3, 0, 3), (failed.History.Attempts, failed.History.Failures, failed.History.Crashes));
        Assert.All(failed.History.Errors, error => Assert.Equal(Failure.WorkerLostType, error.Failure.ExceptionType));
    }

    [Fact]
    [Trait("Fault", "F74")]
    public async Task A_task_whose_cancel_was_requested_ends_cancelled_when_its_worker_is_lost()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var (started, ahead) = (await RunningAsync("t1", session), await RunningAsync("t2", session, isStarted: false));
        await Store.CancelAsync([started.Id, ahead.Id], Token);

        var answer = await Store.SweepAsync(10, Token);

        Assert.Equal([TaskEvent.Cancelled, TaskEvent.Cancelled], answer.Changes.Select(change => change.Event));
        Assert.Equal(Status.Cancelled, (await ReadAsync(started.Id)).Status);
        Assert.Empty(await ClaimAsync(await OpenAsync("other")));
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task A_sweep_takes_no_more_than_it_may_and_the_next_one_goes_on()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await EnqueueAllAsync([.. Enumerable.Range(1, 5).Select(number => Some.New($"t{number}", Some.Fragile))]);
        await ClaimAsync(session);

        var first = await Store.SweepAsync(2, Token);
        var second = await Store.SweepAsync(2, Token);
        var third = await Store.SweepAsync(2, Token);
        var fourth = await Store.SweepAsync(2, Token);

        Assert.Equal([session], first.Lost);
        Assert.Empty(second.Lost.Concat(third.Lost).Concat(fourth.Lost));
        Assert.Equal(
            [
                ["t1", "t2"],
                ["t3", "t4"],
                ["t5"],
                [],
            ],
            new[] { first, second, third, fourth }.Select(answer => Ids(answer.Changes.Select(change => change.Becomes)))
        );
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task What_a_live_session_holds_is_left_alone()
    {
        var running = await RunningAsync("t1", await OpenAsync());

        var answer = await Store.SweepAsync(10, Token);

        Assert.Empty(answer.Lost);
        Assert.Empty(answer.Changes);
        await HoldsAsync(running);
    }

    [Fact]
    [Trait("Fault", "F1")]
    public async Task Whoever_sweeps_a_lost_task_is_taken_once()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await EnqueueAllAsync([.. Enumerable.Range(1, 20).Select(number => Some.New($"t{number:00}", Some.Fragile))]);
        await ClaimAsync(session);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.SweepAsync(20, Token), Token)));

        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => $"t{number:00}"),
            answers.SelectMany(answer => answer.Changes).Select(change => change.Becomes.Id.Value).Order(StringComparer.Ordinal)
        );
        Assert.All(await Store.ListAsync(new(), Token), task => Assert.Equal(1, task.History.Crashes));
    }
}
