using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

/// <summary>Workers of some queues, of which some or all are paused; and pauses that outlive a session.</summary>
public sealed class WholePauseTests
{
    private static readonly QueueName Mail = Queue("mail");
    private static readonly QueueName Post = Queue("post");
    private static readonly Pauses MailPaused = default(Pauses).With(Mail);
    private static readonly Pauses BothPaused = MailPaused.With(Post);
    private static readonly WorkerSettings Both = TwoSlots with { Queues = QueueSelection.Only(Mail, Post) };
    private static readonly WorkerSettings Batch = Both with { StopsWhenIdle = true };
    private static readonly TaskRecord A = Task("a", Add.In("mail"));

    [Fact]
    public void A_worker_of_some_queues_asks_for_the_others()
    {
        var mind = Begin(Both, MailPaused);

        Assert.Equal([Post], mind.Sent.Claim!.Queues.Names);
        Assert.Empty(mind.Sent.Claim.Queues.Excluded);
    }

    [Fact]
    public void A_worker_of_all_queues_but_some_leaves_out_the_paused_ones_too()
    {
        var mind = Begin(TwoSlots with { Queues = QueueSelection.All with { Excluded = [Post] } }, MailPaused);

        Assert.Equal([Mail, Post], mind.Sent.Claim!.Queues.Excluded.Order());
        Assert.Empty(mind.Sent.Claim.Queues.Names);
    }

    [Fact]
    public void The_limits_of_queues_stay_what_they_are()
    {
        var limits = ImmutableDictionary<QueueName, int>.Empty.Add(Mail, 1).Add(Post, 2);

        var mind = Begin(Both with { QueueConcurrency = limits }, MailPaused);

        Assert.Equal([Post], mind.Sent.Claim!.Queues.Names);
        Assert.Equal(2, mind.Sent.Claim.Queues.LimitOf(Post));
    }

    [Fact]
    public void Where_every_queue_is_paused_it_claims_nothing_and_listens_whenever_it_polls()
    {
        var mind = Begin(Both, BothPaused);
        Assert.Null(mind.Sent.Claim);
        mind.Hears(mind.Exchanged(), Beaten()).WantsNo<Effect.Exchange>();

        Assert.Null(mind.At(1).Sent.Claim);
    }

    [Fact]
    public void Where_every_queue_is_paused_a_wake_may_be_the_end_of_it()
    {
        var mind = Begin(Both with { PollInterval = Hour }, BothPaused);
        mind.Hears(mind.Exchanged(), Beaten()).Hears(new Observation.Woke());
        Assert.Null(mind.Sent.Claim);

        mind.Claims(BothPaused.Without(Mail));

        Assert.Equal([Mail], mind.Sent.Claim!.Queues.Names);
    }

    [Fact]
    public void A_worker_of_all_queues_is_never_wholly_paused() => Assert.NotNull(Begin(TwoSlots, BothPaused).Sent.Claim);

    [Fact]
    [Trait("Spec", "CLI-3")]
    public void A_batch_whose_queues_are_all_paused_has_nothing_left()
    {
        var mind = Begin(Batch, BothPaused).Claims();

        Assert.Equal([new WorkerReport.NothingLeft()], mind.Reports);
        mind.Hears(Beaten()).Hears(new Observation.Closed()).The<Effect.Stop>();
    }

    [Fact]
    [Trait("Spec", "CLI-3")]
    public void A_batch_whose_queues_are_paused_while_it_works_ends_with_what_runs()
    {
        var mind = Holding(Batch, A).At(1).Claims(BothPaused);
        mind.Hears(mind.Exchanged(), Beaten());
        Assert.Equal(WorkerPhase.Working, mind.State.Phase);

        mind.Hears(Returned(A)).Claims();

        Assert.Equal([new WorkerReport.NothingLeft()], mind.Reports);
    }

    [Fact]
    [Trait("Spec", "CLI-3")]
    public void What_is_given_back_counts_as_no_start()
    {
        var mind = Open(Both with { MaxTasks = 1 }).Claims(MailPaused, A);

        Assert.Equal([GivenBack(A)], mind.Sent.Settlements);
        Assert.Equal(1, mind.Sent.Claim!.Count);
        Assert.Equal(0, mind.State.Invoked);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void A_new_session_says_at_once_what_its_worker_has_long_heeded()
    {
        var mind = Begin(Both, MailPaused);
        mind.Hears(mind.Exchanged(), BeatRefused()).Hears(new Observation.Opened(Renewed, MailPaused));

        Assert.Equal((Renewed, 1), (mind.The<Effect.Beat>().Session, mind.The<Effect.Beat>().Heeded));
        Assert.Equal([new WorkerReport.SessionOpened(Renewed)], mind.Reports);
        Assert.Equal([Post], mind.Sent.Claim!.Queues.Names);
    }

    [Fact]
    public void A_store_that_was_emptied_knows_of_no_pause()
    {
        var mind = Begin(Both, MailPaused);
        mind.Hears(mind.Exchanged(), BeatRefused()).Hears(new Observation.Opened(Renewed));

        Assert.Equal([Mail, Post], mind.Sent.Claim!.Queues.Names);
        Assert.Equal([new WorkerReport.SessionOpened(Renewed), new WorkerReport.PausesHeeded(default)], mind.Reports);
    }

    private static Mind Begin(WorkerSettings settings, Pauses pauses) => Begun(settings).Hears(new Observation.Opened(First, pauses));
}
