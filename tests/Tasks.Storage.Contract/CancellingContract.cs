using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>What asking a task to end does, and what asking for one more life does.</summary>
public abstract class CancellingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "LIFE-1")]
    public async Task A_waiting_task_is_cancelled_at_once_and_never_claimed()
    {
        var ready = await EnqueueAsync("t1");

        var answer = await CancelAsync(ready.Id);

        var cancelled = answer.Change!.Value.Becomes;
        Assert.Equal(ready with { State = new TaskState.Cancelled(cancelled.State.EndedAt!.Value) }, cancelled);
        await HoldsAsync(cancelled);
        Assert.Empty(await ClaimAsync(await OpenAsync()));
    }

    [Fact]
    [Trait("Spec", "LIFE-1")]
    public async Task A_running_task_is_asked_to_end_and_a_second_request_changes_nothing()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        var asked = running with { State = new TaskState.Running(session, IsStarted: true, CancelRequested: true) };

        Assert.Equal(new(running.Lease, asked, TaskEvent.CancelRequested), (await CancelAsync(running.Id)).Change);
        Assert.Equal(new(running.Lease, asked, TaskEvent.CancelRequested), (await CancelAsync(running.Id)).Change);
        await HoldsAsync(asked);
    }

    [Fact]
    [Trait("Fault", "F22")]
    [Trait("Fault", "F23")]
    public async Task A_cancel_request_turns_every_end_but_success_into_cancelled()
    {
        var session = await OpenAsync();
        Outcome[] outcomes =
        [
            Some.Success,
            Some.LastFailure,
            new Outcome.Retried(Some.Failure, -Some.Hour),
            Outcome.GivenBack,
            new Outcome.Postponed(-Some.Hour),
        ];
        var statuses = new List<Status?>();
        foreach (var outcome in outcomes)
        {
            var running = await RunningAsync(outcome.GetType().Name, session);
            await CancelAsync(running.Id);
            statuses.Add((await SettleAsync(session, running.Hold, outcome)).Status);
        }

        Assert.Equal([Status.Successful, Status.Cancelled, Status.Cancelled, Status.Cancelled, Status.Cancelled], statuses);
        Assert.Equal(Some.Failure, Assert.Single((await ReadAsync(Some.Id("Failed"))).History.Errors).Failure);
        Assert.Empty(await ClaimAsync(session));
    }

    [Fact]
    [Trait("Spec", "LIFE-1")]
    [Trait("Fault", "F22")]
    public async Task A_finished_task_refuses_to_be_cancelled_and_stays_as_it_is()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await SettleAsync(session, running.Hold, Some.Success);
        var successful = await ReadAsync(running.Id);

        var answer = await CancelAsync(running.Id);

        Assert.Equal(new TaskRefusal.IllegalMove(running.Id, successful.State, "be cancelled"), answer.Refusal);
        Assert.Null(answer.Change);
        await HoldsAsync(successful);
    }

    [Fact]
    public async Task Each_of_several_is_answered_for_itself_in_the_order_asked()
    {
        await EnqueueAsync("t1");

        var answers = await Store.CancelAsync([Some.Id("gone"), Some.Id("t1"), Some.Id("t1")], Token);

        Assert.Equal(new TaskRefusal.NoSuchTask(Some.Id("gone")), answers[0].Refusal);
        Assert.Equal(Status.Cancelled, answers[1].Change!.Value.Becomes.Status);
        Assert.IsType<TaskRefusal.IllegalMove>(answers[2].Refusal);
        Assert.Empty(await Store.CancelAsync([], Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "LIFE-1")]
    [Trait("Spec", "RES-2")]
    public async Task An_operators_retry_of_a_failed_or_cancelled_task_keeps_history_and_begins_budgets_anew(bool isCancelled)
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await (isCancelled ? CancelAsync(running.Id) : Task.CompletedTask);
        await SettleAsync(session, running.Hold, Some.LastFailure);
        var ended = await ReadAsync(running.Id);

        var retried = (await RetryAsync(running.Id)).Change!.Value.Becomes;

        Assert.Equal(isCancelled ? Status.Cancelled : Status.Failed, ended.Status);
        Assert.Equal(
            ended with
            {
                DueAt = retried.DueAt,
                History = ended.History with { Failures = 0, Crashes = 0 },
                State = new TaskState.Ready(WaitReason.Retried),
            },
            retried
        );
        await HoldsAsync(retried);
        Assert.Equal(2, Assert.Single(await ClaimAsync(session)).History.Attempts);
    }

    [Fact]
    [Trait("Fault", "F24")]
    [Trait("Spec", "LIFE-1")]
    public async Task An_operators_retry_is_refused_while_running_or_due_or_successful()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        var done = await RunningAsync("t2", session);
        await SettleAsync(session, done.Hold, Some.Success);
        var ready = await EnqueueAsync("t3");
        TaskId[] ids = [running.Id, done.Id, ready.Id];
        var before = await Store.ReadAsync(ids, Token);

        var answers = await Store.RetryAsync(ids, Token);

        Assert.All(answers, answer => Assert.IsType<TaskRefusal.IllegalMove>(answer.Refusal));
        Assert.Equal(before, await Store.ReadAsync(ids, Token));
        Assert.Equal(new TaskRefusal.NoSuchTask(Some.Id("gone")), (await RetryAsync(Some.Id("gone"))).Refusal);
    }

    [Fact]
    [Trait("Fault", "F24")]
    public async Task An_operators_retry_of_a_waiting_task_makes_it_due_now_once_and_keeps_its_errors()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await SettleAsync(session, running.Hold, new Outcome.Retried(Some.Failure, Some.Hour));

        var first = await RetryAsync(running.Id);
        var second = await RetryAsync(running.Id);

        Assert.Equal(WaitReason.Retried, Assert.IsType<TaskState.Ready>(first.Change!.Value.Becomes.State).Reason);
        Assert.IsType<TaskRefusal.IllegalMove>(second.Refusal);
        var claimed = Assert.Single(await ClaimAsync(session));
        Assert.Equal(Some.Failure, Assert.Single(claimed.History.Errors).Failure);
    }
}
