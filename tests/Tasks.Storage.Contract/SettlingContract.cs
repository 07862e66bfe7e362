using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>What a store makes of outcomes.</summary>
public abstract class SettlingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    public static TheoryData<string> Json => [.. Some.AwkwardJson.Select(json => json.ToString())];

    public static TheoryData<string> Texts => [.. Some.AwkwardTexts];

    [Fact]
    [Trait("Spec", "LIFE-7")]
    public async Task A_success_keeps_its_value_and_its_times_in_order()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        var answer = await ExchangeAsync(session, [new(running.Hold, Some.Success)]);

        Assert.Equal([new(Verdict.Applied, Status.Successful)], answer.Settled);
        var finishedAt = Instant.Later(answer.At, running.History.LastAttemptedAt!.Value);
        await HoldsAsync(running with { State = new TaskState.Successful(JsonText.From("3"), finishedAt) });
        Assert.True(running.EnqueuedAt <= running.History.StartedAt);
        Assert.True(running.History.StartedAt <= running.History.LastAttemptedAt);
    }

    [Fact]
    [Trait("Spec", "RES-2")]
    public async Task A_last_failure_ends_the_task_with_its_error()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        Assert.Equal(new(Verdict.Applied, Status.Failed), await SettleAsync(session, running.Hold, Some.LastFailure));

        var failed = await ReadAsync(running.Id);
        var at = failed.State.EndedAt!.Value;
        var history = running.History.WithError(Some.Failure, at) with { Failures = 1 };
        Assert.Equal(running with { History = history, State = new TaskState.Failed(at) }, failed);
        Assert.Equal(0, failed.History.Crashes);
    }

    [Fact]
    [Trait("Spec", "LIFE-4")]
    public async Task A_failure_with_others_left_waits_from_the_moment_it_is_recorded()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        var answer = await ExchangeAsync(session, [new(running.Hold, new Outcome.Retried(Some.Failure, Some.Hour))], claim: Some.Claim());

        Assert.Equal([new(Verdict.Applied, Status.Ready)], answer.Settled);
        Assert.Empty(answer.Claimed);
        var waiting = await ReadAsync(running.Id);
        Assert.Equal(Instant.Later(answer.At, running.EnqueuedAt) + Some.Hour, waiting.DueAt);
        Assert.Equal(waiting.DueAt, answer.NextDueAt);
        Assert.Equal(new TaskState.Ready(WaitReason.BackOff), waiting.State);
        Assert.Equal(Some.Failure, Assert.Single(waiting.History.Errors).Failure);
    }

    [Fact]
    [Trait("Fault", "F46")]
    public async Task A_pause_beyond_the_calendar_stops_at_its_end()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        await SettleAsync(session, running.Hold, new Outcome.Retried(Some.Failure, TimeSpan.MaxValue));

        Assert.Equal(Instant.Max, (await ReadAsync(running.Id)).DueAt);
    }

    [Fact]
    [Trait("Spec", "LIFE-10")]
    public async Task A_task_given_back_counts_nothing_and_is_claimable_by_the_same_exchange()
    {
        var session = await OpenAsync();
        var ready = await EnqueueAsync("t1");
        var running = Assert.Single(await ClaimAsync(session));

        Assert.Equal(new(Verdict.Applied, Status.Ready), await SettleAsync(session, running.Hold, Outcome.GivenBack));

        await HoldsAsync(ready with { Lease = running.Lease });
        var again = Assert.Single(await ClaimAsync(session));
        var answer = await ExchangeAsync(session, [new(again.Hold, Outcome.GivenBack)], claim: Some.Claim());
        Assert.Equal((3, 1), (answer.Claimed[0].Lease, answer.Claimed[0].History.Attempts));
    }

    [Fact]
    [Trait("Spec", "LIFE-9")]
    [Trait("Fault", "F10")]
    public async Task A_task_of_unknown_name_rests_uncounted_and_shows_why()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        var answer = await ExchangeAsync(session, [new(running.Hold, new Outcome.Postponed(TaskLifecycle.UnknownNameDelay))]);

        var waiting = await ReadAsync(running.Id);
        Assert.Equal(new TaskState.Ready(WaitReason.UnknownName), waiting.State);
        Assert.Equal(Instant.Later(answer.At, running.EnqueuedAt) + TimeSpan.FromSeconds(30), waiting.DueAt);
        Assert.Equal(History.None, waiting.History);
    }

    [Fact]
    public async Task Metadata_that_comes_with_an_outcome_is_stored_with_it()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        await SettleAsync(session, running.Hold, new Outcome.Retried(Some.Failure, -Some.Hour), Some.AwkwardJson[0]);
        var again = Assert.Single(await ClaimAsync(session));
        await SettleAsync(session, again.Hold, Some.Success);

        Assert.Equal(Some.AwkwardJson[0], again.Metadata);
        Assert.Equal(Some.AwkwardJson[0], (await ReadAsync(running.Id)).Metadata);
    }

    [Theory, MemberData(nameof(Json))]
    [Trait("Spec", "ARG-7")]
    public async Task Return_values_stay_the_text_they_were_given_as(string json)
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        await SettleAsync(session, running.Hold, new Outcome.Succeeded(JsonText.From(json)));

        Assert.Equal(json, Assert.IsType<TaskState.Successful>((await ReadAsync(running.Id)).State).Value.ToString());
    }

    [Theory, MemberData(nameof(Texts))]
    [Trait("Fault", "F8")]
    public async Task An_error_keeps_its_texts_however_awkward(string text)
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        var failure = new Failure(text, text, text);

        await SettleAsync(session, running.Hold, new Outcome.Failed(failure));

        Assert.Equal(failure, Assert.Single((await ReadAsync(running.Id)).History.Errors).Failure);
    }

    [Fact]
    [Trait("Spec", "RES-2")]
    public async Task The_latest_hundred_workers_and_twenty_errors_are_kept_and_attempts_stay_exact()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        for (var attempt = 1; attempt <= 110; attempt++)
        {
            var failure = Some.Failure with { Message = $"failure {attempt}" };
            var answer = await ExchangeAsync(session, [new(running.Hold, new Outcome.Retried(failure, -Some.Hour))], claim: Some.Claim());
            running = Assert.Single(answer.Claimed);
        }

        var task = await ReadAsync(running.Id);
        Assert.Equal(running, task);
        Assert.Equal(
            (111, 110, 100, 20),
            (task.History.Attempts, task.History.Failures, task.History.Workers.Count, task.History.Errors.Count)
        );
        Assert.Equal(Enumerable.Range(91, 20), task.History.Errors.Select(error => error.Attempt));
        Assert.Equal("failure 110", task.History.Errors[19].Failure.Message);
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task Of_two_outcomes_for_one_task_in_a_batch_the_first_counts()
    {
        var session = await OpenAsync();
        var one = await RunningAsync("t1", session);
        var other = await RunningAsync("t2", session);

        var answer = await ExchangeAsync(
            session,
            [new(one.Hold, Some.Success), new(one.Hold, Some.LastFailure), new(other.Hold, Some.LastFailure)]
        );

        Assert.Equal(
            [new(Verdict.Applied, Status.Successful), new(Verdict.Repeated, null), new(Verdict.Applied, Status.Failed)],
            answer.Settled
        );
        Assert.Equal(Status.Successful, (await ReadAsync(one.Id)).Status);
        Assert.Empty((await ReadAsync(one.Id)).History.Errors);
    }

    [Fact]
    [Trait("Fault", "F21")]
    public async Task A_batch_that_names_a_missing_task_settles_the_others_and_says_which_is_missing()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        var answer = await ExchangeAsync(session, [new(new(Some.Id("gone"), 1), Some.Success), new(running.Hold, Some.Success)]);

        Assert.Equal([new(Verdict.Missing, null), new(Verdict.Applied, Status.Successful)], answer.Settled);
        Assert.Equal(Status.Successful, (await ReadAsync(running.Id)).Status);
    }

    [Fact]
    public async Task A_reported_start_is_noted_once_and_for_all()
    {
        var session = await OpenAsync();
        var ahead = await RunningAsync("t1", session, isStarted: false);

        await ExchangeAsync(session, starts: [ahead.Hold, ahead.Hold, new(ahead.Id, 7), new(Some.Id("gone"), 1)]);

        await HoldsAsync(ahead with { State = new TaskState.Running(session, IsStarted: true, CancelRequested: false) });
    }
}
