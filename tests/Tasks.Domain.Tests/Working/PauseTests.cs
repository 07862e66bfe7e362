using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

/// <summary>What a worker does from the moment it hears of a pause, wherever it hears of it.</summary>
[Trait("Fault", "F53")]
public sealed class PauseTests
{
    private static readonly QueueName MailQueue = Queue("mail");
    private static readonly Pauses MailPaused = default(Pauses).With(MailQueue);
    private static readonly Pauses Resumed = MailPaused.Without(MailQueue);
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly TaskRecord Mail = Task("mail", Add.In("mail"), isStarted: false);
    private static readonly TaskRecord Post = Task("post", Add.In("post"), isStarted: false);
    private static readonly TaskRecord SuspectMail = Suspect("s", Add.In("mail"));

    [Fact]
    public void A_pause_heard_of_in_an_exchange_gives_back_what_waits_and_is_confirmed_by_a_beat_at_once()
    {
        var mind = Ahead().At(1).Claims(MailPaused);

        Assert.Equal([GivenBack(Mail)], mind.Sent.Settlements);
        Assert.Equal(1, mind.The<Effect.Beat>().Heeded);
        Assert.Equal([new WorkerReport.PausesHeeded(MailPaused)], mind.Reports);
        Assert.Equal(HeldPhase.Waiting, mind.State.Held[Post.Id].Phase);
        Assert.Equal(["post"], mind.Claims().Hears(Returned(A)).Invoked);
    }

    [Fact]
    public void A_pause_heard_of_in_a_beat_does_the_same()
    {
        var mind = Idle().LivesUntil(8.9).Hears(new Observation.Woke()).Claims(A, B, Mail, Post).At(10);
        Assert.Equal(0, mind.The<Effect.Beat>().Heeded);

        mind.Hears(mind.Exchanged(), Beaten(MailPaused));

        Assert.Equal([GivenBack(Mail)], mind.Sent.Settlements);
        Assert.Equal(1, mind.The<Effect.Beat>().Heeded);
    }

    [Fact]
    public void A_worker_that_begins_in_a_pause_says_so_at_once_and_never_asks_for_that_queue()
    {
        var mind = Begun().Hears(new Observation.Opened(First, MailPaused));

        Assert.Equal(1, mind.The<Effect.Beat>().Heeded);
        Assert.Equal([MailQueue], mind.Sent.Claim!.Queues.Excluded);
        Assert.Equal([new WorkerReport.SessionOpened(First), new WorkerReport.PausesHeeded(MailPaused)], mind.Reports);
    }

    [Fact]
    public void Where_nothing_was_ever_paused_a_session_begins_without_a_beat() =>
        Begun().Hears(new Observation.Opened(First)).WantsNo<Effect.Beat>();

    [Fact]
    public void A_claim_that_was_under_way_starts_nothing_in_the_paused_queue()
    {
        var mind = Open().Claims(MailPaused, Mail, SuspectMail, Post);

        Assert.Equal(["post"], mind.Invoked);
        Assert.Equal([GivenBack(Mail), GivenBack(SuspectMail)], mind.Sent.Settlements);
        Assert.Empty(mind.Sent.Starts.Except([Post.Hold]));
        Assert.Equal([MailQueue], mind.Sent.Claim!.Queues.Excluded);
    }

    [Fact]
    public void What_runs_runs_on()
    {
        var running = Task("running", Add.In("mail"));
        var mind = Holding(running).At(1).Claims(MailPaused).WantsNo<Effect.Cancel>();

        mind.Hears(mind.Exchanged(), Returned(running));

        Assert.Equal([Success(running)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_suspect_whose_start_comes_on_record_with_the_news_is_not_called()
    {
        var mind = Holding(SuspectMail);
        Assert.Equal([SuspectMail.Hold], mind.Sent.Starts);

        mind.Claims(MailPaused).WantsNo<Effect.Invoke>();

        Assert.Equal([GivenBack(SuspectMail)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_suspect_whose_start_comes_on_record_after_the_news_is_not_called()
    {
        var mind = Idle().LivesUntil(9.9).Hears(new Observation.Woke()).Claims(SuspectMail).At(10).Hears(Beaten(MailPaused));
        Assert.Equal(HeldPhase.Ended, mind.State.Held[SuspectMail.Id].Phase);

        mind.Claims().WantsNo<Effect.Invoke>();

        Assert.Equal([GivenBack(SuspectMail)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_suspect_that_waits_for_its_turn_is_given_back_too()
    {
        var mind = Holding(Suspect("first"), SuspectMail).Claims(MailPaused);

        Assert.Equal(["first"], mind.Invoked);
        Assert.Equal([GivenBack(SuspectMail)], mind.Sent.Settlements);
        Assert.True(mind.State.Suspects.IsEmpty);
    }

    [Fact]
    public void An_answer_that_was_overtaken_by_a_newer_one_changes_nothing()
    {
        var mind = Paused().At(1).Claims(Resumed);
        mind.Hears(mind.Exchanged(), Beaten(MailPaused));

        Assert.Equal(Resumed, mind.State.Pauses);
        Assert.Empty(mind.Reports);
    }

    [Fact]
    public void While_a_beat_is_under_way_the_next_carries_the_number()
    {
        var mind = Idle().LivesUntil(8.9).Hears(new Observation.Woke()).Claims(A).At(10);
        Assert.Equal(0, mind.The<Effect.Beat>().Heeded);
        mind.Claims(MailPaused).WantsNo<Effect.Beat>();

        Assert.Equal(1, mind.Hears(Beaten()).The<Effect.Beat>().Heeded);
    }

    [Fact]
    public void While_the_store_is_left_alone_the_beat_waits_too()
    {
        var mind = Open();
        mind.Hears(new Observation.Exchanged(mind.Answer() with { Pauses = MailPaused }), Failed(StoreVerb.Sweep)).WantsNo<Effect.Beat>();

        Assert.Equal(1, mind.At(0.1).The<Effect.Beat>().Heeded);
    }

    [Fact]
    public void The_end_of_a_pause_is_a_wake()
    {
        var mind = Paused().At(1).Claims(Resumed);

        Assert.Empty(mind.Sent.Claim!.Queues.Excluded);
        Assert.Equal(2, mind.The<Effect.Beat>().Heeded);
        Assert.Equal([new WorkerReport.PausesHeeded(Resumed)], mind.Reports);
    }

    [Fact]
    public void A_pause_that_came_and_went_unheard_is_heeded_in_silence()
    {
        var mind = Idle().At(1).Claims(Resumed);

        Assert.Empty(mind.Reports);
        Assert.Equal(2, mind.The<Effect.Beat>().Heeded);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void What_a_lost_session_is_told_is_not_heeded_for_the_next()
    {
        var mind = Idle().At(10).Hears(new Observation.Beaten(new(Noon, false, [], MailPaused)));

        Assert.Equal(default, mind.State.Pauses);
        Assert.DoesNotContain(new WorkerReport.PausesHeeded(MailPaused), mind.Reports);
    }

    [Fact]
    public void While_draining_nothing_is_left_to_give_back()
    {
        var mind = Ahead().Hears(new Observation.ShutdownAsked()).Claims(MailPaused);

        mind.WantsNo<Effect.Exchange>().WantsNo<Effect.Invoke>();
        Assert.Equal(MailPaused, mind.State.Pauses);
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    public void In_doubt_a_pause_is_heeded_and_what_was_given_back_is_sent_once_the_doubt_is_over()
    {
        var mind = Idle().LivesUntil(8.9).Hears(new Observation.Woke()).Claims(A, B, Mail).At(10);
        mind.Hears(Failed(StoreVerb.Exchange), Beaten(MailPaused)).WantsNo<Effect.Exchange>();
        mind.At(10.5);
        Assert.Equal([A.Hold, B.Hold, Mail.Hold], mind.The<Effect.Reconcile>().Held);

        Assert.Equal([GivenBack(Mail)], mind.Hears(Reconciled()).Sent.Settlements);
    }

    private static Mind Ahead() => Holding(A, B, Mail, Post);

    private static Mind Paused()
    {
        var mind = Begun().Hears(new Observation.Opened(First, MailPaused));
        return mind.Hears(mind.Exchanged(), Beaten(MailPaused));
    }
}
