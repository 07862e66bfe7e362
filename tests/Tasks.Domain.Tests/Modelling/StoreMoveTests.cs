using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

public sealed class StoreMoveTests
{
    private readonly Instant now = Noon + Minute;

    [Fact]
    public void A_cancel_is_written_and_answered_with_the_change()
    {
        var (answer, after) = Stores.Holding(Fresh(), Running("two")).Cancel(One, now);

        var change = TaskLifecycle.Cancel(Fresh(), now).Accepted();
        Assert.Equal(new(now, change, null), answer);
        Assert.Equal([change.Becomes, Running("two")], after.Content().Tasks);
    }

    [Fact, Trait("Fault", "F24")]
    public void A_running_task_is_not_retried()
    {
        var store = Stores.Holding(Running());

        var (answer, after) = store.Retry(One, now);

        Assert.Equal(new(now, null, new TaskRefusal.IllegalMove(One, Running().State, "be retried")), answer);
        after.HoldsTheSameAs(store);
    }

    [Fact, Trait("Fault", "F24")]
    public void A_task_that_waits_for_its_back_off_is_due_now_once_and_keeps_its_errors()
    {
        var waiting = TaskLifecycle.Settle(Running(), 1, new Outcome.Retried(Boom, Hour), now).Becomes();

        var (answer, after) = Stores.Holding(waiting).Retry(One, now);

        Assert.Equal(
            waiting with
            {
                DueAt = now,
                History = waiting.History with { Failures = 0 },
                State = new TaskState.Ready(WaitReason.Retried),
            },
            answer.Change?.Becomes
        );
        Assert.Equal("Task 'one' is Ready: it cannot be retried.", after.Retry(One, now).Answer.Refusal?.Sentence);
    }

    [Fact, Trait("Fault", "F26")]
    public void Metadata_is_stored_under_the_lease_of_the_holder_only()
    {
        var store = Stores.Holding(Running());

        var (written, after) = store.Annotate(new(One, 1), JsonText.From("[1]"), now);
        var (refused, same) = store.Annotate(new(One, 0), JsonText.From("[1]"), now);

        Assert.Equal((now, TaskEvent.Annotated), (written.At, written.Change?.Event));
        Assert.Equal([Running() with { Metadata = JsonText.From("[1]") }], after.Content().Tasks);
        Assert.Equal(new(now, null, new TaskRefusal.NotTheOwner(One, 0, 1)), refused);
        same.HoldsTheSameAs(store);
    }

    [Fact]
    public void A_task_that_does_not_exist_is_refused_by_its_id()
    {
        var store = Stores.Holding(Fresh());
        var refusal = new TaskRefusal.NoSuchTask(Two);

        Assert.Equal(
            [refusal, refusal, refusal],
            new[] { store.Cancel(Two, now).Answer, store.Retry(Two, now).Answer, store.Annotate(new(Two, 1), default, now).Answer }.Select(
                answer => answer.Refusal
            )
        );
    }
}
