using System.Collections.Immutable;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>Which tasks a claim takes, in which order, and what it makes of them.</summary>
public abstract class ClaimingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "RES-2")]
    [Trait("Spec", "LIFE-2")]
    public async Task A_claimed_task_runs_under_the_next_lease_and_counts_the_attempt()
    {
        var ready = await EnqueueAsync("t1");
        var session = await OpenAsync();

        var answer = await ExchangeAsync(session, claim: Some.Claim());

        var claimed = Assert.Single(answer.Claimed);
        Assert.Equal(
            ready with
            {
                Lease = 1,
                History = ready.History.WithAttempt(session, Instant.Later(answer.At, ready.EnqueuedAt)),
                State = new TaskState.Running(session, IsStarted: true, CancelRequested: false),
            },
            claimed
        );
        Assert.Equal(SessionStanding.Live, answer.Standing);
        await HoldsAsync(claimed);
        Assert.Empty(await ClaimAsync(session));
    }

    [Fact]
    [Trait("Spec", "LIFE-5")]
    public async Task Larger_priority_comes_first_then_earlier_due_time_then_id()
    {
        await EnqueueAllAsync(
            Some.New("t3"),
            Some.New("t1"),
            Some.New("least", Some.CallWith(priority: -100)),
            Some.New("most", Some.CallWith(priority: 100))
        );
        await EnqueueAllAsync(Some.New("t0"), Some.New("t4", Some.CallWith(priority: 1)));

        Assert.Equal(["most", "t4", "t1", "t3", "t0", "least"], Ids(await ClaimAsync(await OpenAsync())));
    }

    [Fact]
    [Trait("Spec", "LIFE-5")]
    public async Task A_due_deferred_task_does_not_overtake_an_older_one()
    {
        await EnqueueAsync("t2");
        await EnqueueAsync("t1", Some.CallWith(timing: new Timing.NotBefore(Some.Past)));

        Assert.Equal(["t2", "t1"], Ids(await ClaimAsync(await OpenAsync())));
    }

    [Fact]
    [Trait("Spec", "LIFE-5")]
    public async Task What_became_due_earlier_is_claimed_earlier_whenever_it_was_enqueued()
    {
        var session = await OpenAsync();
        await EnqueueAsync("t1");
        var failed = await RunningAsync("t2", session, Some.CallWith(queue: "other"));
        await SettleAsync(session, failed.Hold, new Outcome.Retried(Some.Failure, -Some.Hour));
        await EnqueueAsync("t0", Some.CallWith(queue: "other"));

        Assert.Equal(["t2", "t0"], Ids(await ClaimAsync(session, Some.Claim(5, "other"))));
    }

    [Fact]
    [Trait("Spec", "LIFE-5")]
    public async Task Among_the_queues_of_one_priority_claims_rotate_beginning_after_the_one_served_last()
    {
        await EnqueueAllAsync(
            Some.New("a1", Some.CallWith("a")),
            Some.New("b1", Some.CallWith("b")),
            Some.New("B1", Some.CallWith("B")),
            Some.New("c1", Some.CallWith("c")),
            Some.New("a9", Some.CallWith("a", priority: 9))
        );
        var session = await OpenAsync();
        var claim = Some.Claim(10) with { After = QueueName.Stored("a") };

        Assert.Equal(["a9", "b1", "c1", "B1", "a1"], Ids(await ClaimAsync(session, claim)));
    }

    [Fact]
    [Trait("Spec", "LIFE-6")]
    public async Task What_is_not_due_is_not_claimed_whatever_its_priority()
    {
        await EnqueueAllAsync(
            Some.New("later", Some.CallWith(priority: 100, timing: new Timing.NotBefore(Some.Future))),
            Some.New("delayed", Some.CallWith(priority: 100, timing: new Timing.After(Some.Hour))),
            Some.New("now", Some.CallWith(priority: -100))
        );

        Assert.Equal(["now"], Ids(await ClaimAsync(await OpenAsync())));
    }

    [Fact]
    public async Task An_unfilled_claim_says_when_the_next_task_of_its_queues_is_due()
    {
        await EnqueueAllAsync(
            Some.New("t1", Some.CallWith(timing: new Timing.NotBefore(Some.Future + Some.Hour))),
            Some.New("t2", Some.CallWith(timing: new Timing.NotBefore(Some.Future), priority: -5)),
            Some.New("t3", Some.CallWith("other", timing: new Timing.NotBefore(Some.Future + -Some.Hour))),
            Some.New("t4")
        );
        var session = await OpenAsync();

        Assert.Null((await ExchangeAsync(session, claim: Some.Claim(1, "default"))).NextDueAt);
        Assert.Equal(Some.Future, (await ExchangeAsync(session, claim: Some.Claim(1, "default"))).NextDueAt);
        Assert.Equal(Some.Future + -Some.Hour, (await ExchangeAsync(session, claim: Some.Claim())).NextDueAt);
        Assert.Null((await ExchangeAsync(session, claim: Some.Claim(1, "empty"))).NextDueAt);
        Assert.Null((await ExchangeAsync(session)).NextDueAt);
    }

    [Fact]
    [Trait("Spec", "BE-6")]
    public async Task A_claim_takes_only_from_the_queues_it_names_or_does_not_exclude()
    {
        string[] queues = ["a", "A", "b", "default"];
        await EnqueueAllAsync([.. queues.Select(queue => Some.New("of " + queue, Some.CallWith(queue)))]);
        var session = await OpenAsync();
        var others = Some.Claim(10) with { Queues = QueueSelection.All with { Excluded = [QueueName.Stored("b"), QueueName.Default] } };

        Assert.Equal(["of b"], Ids(await ClaimAsync(session, Some.Claim(10, "b", "nobody's"))));
        Assert.Equal(["of A", "of a"], Ids(await ClaimAsync(session, others)));
        Assert.Equal(["of default"], Ids(await ClaimAsync(session)));
    }

    [Fact]
    public async Task A_queue_gives_no_more_than_its_limit()
    {
        await EnqueueAllAsync(
            Some.New("a1", Some.CallWith("a", priority: 5)),
            Some.New("a2", Some.CallWith("a")),
            Some.New("a3", Some.CallWith("a")),
            Some.New("b1", Some.CallWith("b")),
            Some.New("c1", Some.CallWith("c"))
        );
        var limits = ImmutableDictionary<QueueName, int>.Empty.Add(QueueName.Stored("a"), 2).Add(QueueName.Stored("b"), 0);
        var claim = Some.Claim(10) with { Queues = QueueSelection.All with { Limits = limits } };

        Assert.Equal(["a1", "a2", "c1"], Ids(await ClaimAsync(await OpenAsync(), claim)));
    }

    [Fact]
    [Trait("Fault", "F71")]
    public async Task A_batch_ends_before_the_bytes_it_may_hold_but_never_empty()
    {
        var large = $$"""{"text":"{{new string('x', 100)}}"}""";
        await EnqueueAllAsync([.. Enumerable.Range(1, 4).Select(number => Some.New($"t{number}", Some.CallWith(arguments: large)))]);
        var session = await OpenAsync();

        Assert.Equal(["t1"], Ids(await ClaimAsync(session, Some.Claim(9) with { MaxBytes = 1 })));
        Assert.Equal(["t2", "t3"], Ids(await ClaimAsync(session, Some.Claim(9) with { MaxBytes = 2 * large.Length })));
    }

    [Fact]
    public async Task Only_the_first_of_a_claim_are_started_by_it()
    {
        await EnqueueAllAsync(Some.New("t1"), Some.New("t2"), Some.New("t3"));

        var claimed = await ClaimAsync(await OpenAsync(), Some.Claim(3) with { StartNow = 2 });

        Assert.Equal([true, true, false], claimed.Select(task => ((TaskState.Running)task.State).IsStarted));
    }

    [Fact]
    [Trait("Spec", "LIFE-3")]
    public async Task A_suspect_is_claimed_but_not_started()
    {
        var lost = await OpenAsync("lost", Some.Over);
        await RunningAsync("t1", lost, Some.Fragile);
        await Store.SweepAsync(10, Token);
        await EnqueueAsync("t2");

        var claimed = await ClaimAsync(await OpenAsync());

        Assert.Equal([("t1", false), ("t2", true)], claimed.Select(task => (task.Id.Value, ((TaskState.Running)task.State).IsStarted)));
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task A_session_that_nobody_opened_claims_nothing()
    {
        var ready = await EnqueueAsync("t1");

        var answer = await ExchangeAsync(Some.Session("never opened"), claim: Some.Claim());

        Assert.Equal(SessionStanding.Lost, answer.Standing);
        Assert.Empty(answer.Claimed);
        await HoldsAsync(ready);
    }

    [Fact]
    [Trait("Fault", "F47")]
    public async Task Many_tasks_due_at_one_moment_are_claimed_in_bounded_batches_each_once()
    {
        var tasks = await EnqueueAllAsync([.. Enumerable.Range(0, 1000).Select(number => Some.New($"t{number:0000}"))]);
        var session = await OpenAsync();

        var claimed = new List<string>();
        while (await ClaimAsync(session, Some.Claim(64)) is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, 64);
            claimed.AddRange(Ids(batch));
        }

        Assert.Equal(Ids(tasks), claimed);
    }
}
