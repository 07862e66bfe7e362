using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class ClaimTests
{
    private static readonly WorkerSettings One = WorkerSettings.Of(1);
    private static readonly QueueName Mail = Queue("mail");
    private static readonly WorkerSettings OneMail = WorkerSettings.Of(4) with
    {
        QueueConcurrency = ImmutableDictionary<QueueName, int>.Empty.Add(Mail, 2),
    };

    [Fact]
    public void A_filled_claim_is_followed_by_another_while_slots_are_free()
    {
        var mind = Holding(WorkerSettings.Of(2), Task("a"), Task("b")).WantsNo<Effect.Exchange>();
        Assert.True(mind.State.IsHungry);

        mind.Hears(Returned(Task("a")));
        Assert.Equal(1, mind.Sent.Claim!.Count);
        Assert.False(mind.Claims().State.IsHungry);
        mind.WantsNo<Effect.Exchange>();
    }

    [Theory]
    [Trait("Fault", "F71")]
    [InlineData(4 * 1024 * 1024 + 1, true)]
    [InlineData(4 * 1024 * 1024, false)]
    public void A_claim_that_its_bytes_may_have_cut_short_is_followed_by_another(int bytes, bool isFollowed)
    {
        var large = Task("a");
        large = large with { Call = large.Call with { Arguments = new JsonText(new byte[bytes]) } };

        var mind = Open(TwoSlots).Claims(large);

        Assert.Equal(isFollowed, mind.State.IsHungry);
        Assert.Equal(isFollowed ? 1 : 0, mind.Wanted.OfType<Effect.Exchange>().Count());
    }

    [Fact]
    public void The_depth_doubles_up_to_a_full_batch()
    {
        var tasks = Enumerable.Range(0, 300).Select(number => Task($"t{number:000}", isStarted: false)).ToArray();
        var mind = Deep(300).Claims(tasks);
        foreach (var task in tasks)
        {
            mind.Hears(Returned(task));
        }

        mind.Claims();
        Assert.Equal((300, 300), (mind.Sent.Settlements.Count, mind.Sent.Claim!.Count));
        mind.Claims(tasks);

        Assert.Equal(512, mind.State.Depth);
    }

    [Fact]
    public void The_depth_grows_only_when_the_last_claim_was_filled_and_everything_has_ended()
    {
        Assert.Equal(1, Open(One).Claims(Task("a")).State.Depth);
        Assert.Equal(2, Holding(One, Task("a")).Hears(Returned(Task("a"))).Claims(Task("b")).State.Depth);
        Assert.Equal(2, Holding(TwoSlots, Task("a"), Task("b")).Hears(Returned(Task("a"))).Claims(Task("c")).State.Depth);
        Assert.Equal(2, Holding(TwoSlots, Task("a")).Hears(Returned(Task("a"))).Claims(Task("c")).State.Depth);
    }

    [Fact]
    public void A_worker_of_more_slots_than_a_batch_never_goes_deeper_than_its_slots()
    {
        var mind = Open(WorkerSettings.Of(600));
        Assert.Equal((512, 512), (mind.Sent.Claim!.Count, mind.Sent.Claim.StartNow));
        var tasks = Enumerable.Range(0, 512).Select(number => Task($"t{number:000}")).ToArray();

        mind.Claims(tasks);

        Assert.Equal(88, mind.Sent.Claim!.Count);
        mind.Hears([.. tasks.Select(Returned)]).Claims();
        Assert.Equal(600, mind.State.Depth);
    }

    [Fact]
    public void Claims_beyond_the_free_slots_are_claimed_ahead()
    {
        var mind = Holding(One, Task("a")).Hears(Returned(Task("a"))).Claims(Task("b")).Hears(Returned(Task("b")));

        Assert.Equal((2, 1), (mind.Sent.Claim!.Count, mind.Sent.Claim.StartNow));
    }

    [Fact]
    public void What_was_claimed_ahead_starts_in_order_as_slots_come_free_and_counts_against_the_next_claim()
    {
        var (b, c, d) = (Task("b"), Task("c", isStarted: false), Task("d", isStarted: false));
        var mind = Deep(4).Claims(b, c, d);

        Assert.Equal(["b"], mind.Invoked);
        mind.Hears(Returned(b));
        Assert.Equal(["c"], mind.Invoked);
        Assert.Equal((2, 0), (mind.Sent.Claim!.Count, mind.Sent.Claim.StartNow));
    }

    [Theory]
    [InlineData(8, 6, 8)]
    [InlineData(8, 7, 4)]
    [InlineData(9, 6, 9)]
    [InlineData(9, 7, 4)]
    public void The_depth_halves_when_a_claim_comes_while_more_than_half_of_it_is_unstarted(int depth, int held, int then)
    {
        var tasks = Enumerable.Range(0, held).Select(number => Task($"t{number}")).ToArray();
        var mind = Deep(depth).Claims(tasks).Hears(Returned(tasks[0]));
        Assert.Equal(depth - held + 1, mind.Sent.Claim!.Count);

        mind.Claims();

        Assert.Equal(then, mind.State.Depth);
    }

    [Fact]
    public void The_depth_never_falls_below_the_slots()
    {
        TaskRecord[] tasks = [Task("a"), Suspect("s1"), Suspect("s2"), Suspect("s3"), Suspect("s4")];
        var mind = Deep(5, WorkerSettings.Of(4)).Claims(tasks).Claims().Hears(Returned(tasks[0]));
        Assert.Equal((3, 1), (mind.State.Counts.Waiting, mind.Sent.Claim!.Count));

        mind.Claims();

        Assert.Equal(4, mind.State.Depth);
    }

    [Fact]
    public void A_full_house_claims_ahead_only_together_with_an_outcome()
    {
        var mind = Deep(4).Claims(Task("b")).WantsNo<Effect.Exchange>().Hears(new Observation.Woke());

        mind.WantsNo<Effect.Exchange>();
        Assert.Null(mind.At(1).Sent.Claim);
    }

    [Fact]
    [Trait("Spec", "LIFE-5")]
    public void The_queue_served_first_goes_last_next_time()
    {
        var mind = Holding(Task("a", Add.In("mail")), Task("b", Add.In("images"))).Hears(Returned(Task("a")));

        Assert.Equal(Mail, mind.Sent.Claim!.After);
        Assert.Equal(Mail, mind.Claims().State.ServedFirst);
    }

    [Fact]
    public void The_selection_of_queues_is_passed_on()
    {
        var settings = TwoSlots with { Queues = QueueSelection.Only(Mail) };

        Assert.Equal(settings.Queues, Open(settings).Sent.Claim!.Queues);
    }

    [Fact]
    public void A_limited_queue_is_asked_for_what_its_limit_leaves()
    {
        var (a, b, c) = (Task("a", Add.In("mail")), Task("b", Add.In("mail"), isStarted: false), Task("c"));
        var mind = Open(OneMail);
        Assert.Equal(2, mind.Sent.Claim!.Queues.LimitOf(Mail));

        mind.Claims(a, c).Hears(new Observation.Woke());
        Assert.Equal(1, mind.Sent.Claim!.Queues.LimitOf(Mail));

        mind.Claims(b).Hears(new Observation.Woke(), mind.Exchanged());
        Assert.Equal(0, mind.Sent.Claim!.Queues.LimitOf(Mail));
        Assert.Equal(int.MaxValue, mind.Sent.Claim.Queues.LimitOf(QueueName.Default));

        mind.Claims().Hears(Returned(a));
        Assert.Equal(1, mind.Sent.Claim!.Queues.LimitOf(Mail));
    }

    [Fact]
    public void A_limit_that_is_overstepped_leaves_nothing()
    {
        var mail = Enumerable.Range(0, 3).Select(number => Task($"t{number}", Add.In("mail"))).ToArray();

        var mind = Open(OneMail).Claims(mail).Hears(new Observation.Woke());

        Assert.Equal(0, mind.Sent.Claim!.Queues.LimitOf(Mail));
    }

    [Fact]
    public void What_waits_for_two_seconds_while_nothing_starts_is_handed_back_and_the_depth_with_it()
    {
        var (b, c, d) = (Task("b"), Task("c", isStarted: false), Task("d", isStarted: false));
        var mind = Deep(4).Claims(b, c, d).At(1).Claims().At(1.999);
        Assert.Equal(2, mind.State.Counts.Waiting);

        mind.Hears(mind.Exchanged());
        Assert.Equal(TimeSpan.FromSeconds(2), mind.SleepsUntil);
        mind.At(2);

        Assert.Equal([GivenBack(c), GivenBack(d)], mind.Sent.Settlements);
        Assert.Equal((1, 0, 1), (mind.State.Depth, mind.State.Counts.Waiting, mind.State.Counts.Running));
        Assert.True(mind.State.Waiting.IsEmpty);
        Assert.Null(mind.Sent.Claim);
    }

    [Fact]
    public void A_start_keeps_the_others_waiting()
    {
        var (b, c, d) = (Task("b"), Task("c", isStarted: false), Task("d", isStarted: false));
        var mind = Deep(4).Claims(b, c, d);

        mind.At(1.5, Returned(b)).Claims();
        mind.At(3.4).WantsNo<Effect.Tell>();
        Assert.Equal(1, mind.State.Counts.Waiting);
        mind.Hears(mind.Exchanged()).At(3.5);

        Assert.Equal(0, mind.State.Counts.Waiting);
    }
}
