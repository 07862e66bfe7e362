using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

/// <summary>Pauses are told, queues are looked at, tasks are counted.</summary>
public sealed class StoreOperatingTests
{
    private static readonly QueueName Mail = Queue("mail");
    private static readonly Pauses MailPaused = default(Pauses).With(Mail);

    [Fact]
    public void A_pause_is_answered_with_the_pauses_after_it_and_so_is_its_end()
    {
        var (paused, store) = StoreModel.Empty.Pause(Mail, Noon);
        var (resumed, after) = store.Resume(Mail, Noon + Minute);

        Assert.Equal(new PauseAnswer(Noon, MailPaused), paused);
        Assert.Equal(MailPaused, store.Pauses);
        Assert.Equal(new PauseAnswer(Noon + Minute, new(2, [])), resumed);
        Assert.Equal(new(2, []), after.Pauses);
    }

    [Fact, Trait("Fault", "F53")]
    public void Every_answer_to_a_worker_tells_of_the_pauses()
    {
        var store = StoreModel.Empty.Pause(Mail, Noon).After;

        var (opened, after) = store.Open(Ann, Minute, WorkerProfile.Unknown, Noon);

        Assert.Equal(new OpenAnswer(Noon, MailPaused), opened);
        Assert.Equal(MailPaused, after.Beat(Ann, Minute, Noon).Answer.Pauses);
        Assert.Equal(MailPaused, after.Beat(Bob, Minute, Noon).Answer.Pauses);
        Assert.Equal(MailPaused, after.Exchange(Ann.Asks(), Noon).Answer.Pauses);
        Assert.Equal(MailPaused, after.Queues(1, Noon).Pauses);
    }

    [Fact]
    public void A_claim_knows_nothing_of_pauses()
    {
        var store = Stores.Holding(Fresh(call: Add.In("mail"))).With(Ann).Pause(Mail, Noon).After;

        Assert.Single(store.Exchange(Ann.Asks(Stores.Take(1)), Noon).Answer.Claimed);
    }

    [Fact]
    public void A_beat_leaves_behind_what_it_says()
    {
        var store = StoreModel.Empty.With(Ann);

        var after = store.Beat(new Beat(Ann, Minute, new(2, [One]), 7), Noon).After;

        Assert.Equal((new(2, [One]), 7), (after.Sessions[Ann].Load, after.Sessions[Ann].Heeded));
    }

    [Fact]
    public void A_session_is_opened_with_the_profile_of_its_worker()
    {
        var profile = WorkerProfile.Unknown with { Host = "box", Concurrency = 4 };

        var (_, store) = StoreModel.Empty.Open(Ann, Minute, profile, Noon);

        Assert.Equal(Domain.Leasing.Session.Open(Ann, Minute, profile, Noon), store.Sessions[Ann]);
        var (answer, again) = store.Open(Ann, Hour, WorkerProfile.Unknown, Noon + Hour);
        Assert.Equal(Noon + Hour, answer.At);
        again.HoldsTheSameAs(store);
    }

    [Fact]
    public void Queues_are_counted_by_what_there_is_to_do_in_them()
    {
        var now = Noon + Minute;
        var store = Stores.Holding(
            Fresh("a", Add.In("mail").When(new Timing.After(Second))),
            Fresh("b", Add.In("mail")),
            Fresh("c", Add.In("mail").When(new Timing.After(Minute))),
            Fresh("d", Add.In("mail").When(new Timing.After(Hour))),
            Running("e", Add.In("mail")),
            Running("f"),
            TaskLifecycle.Cancel(Fresh("g"), Noon).Becomes(),
            TaskLifecycle.Cancel(Fresh("h", Add.In("done")), Noon).Becomes()
        );

        var answer = store.Queues(10, now);

        Assert.Equal(now, answer.At);
        Assert.Equal([new(QueueName.Default, 0, 0, 1, null), new(Mail, 3, 1, 1, Noon)], answer.Queues);
    }

    [Fact]
    public void Each_count_stops_at_the_limit()
    {
        string[] ids = ["a", "b", "c"];
        var store = Stores.Holding([
            .. ids.Select(id => Fresh(id)),
            .. ids.Select(id => Fresh("later-" + id, Add.When(new Timing.After(Hour)))),
            .. ids.Select(id => Running("running-" + id)),
        ]);

        Assert.Equal([new(QueueName.Default, 2, 2, 2, Noon)], store.Queues(2, Noon).Queues);
        Assert.Equal([new(QueueName.Default, 3, 3, 3, Noon)], store.Queues(3, Noon).Queues);
    }

    [Fact]
    public void A_filter_counts_whatever_its_limit_and_offset()
    {
        var store = Stores.Holding(Fresh("a"), Fresh("b"), Fresh("c"), Running("d"));

        Assert.Equal(3, store.Count(new(Status.Ready, Limit: 1, Offset: 2), 10));
        Assert.Equal(2, store.Count(new(Status.Ready), 2));
        Assert.Equal(4, store.Count(new(), 4));
    }
}
