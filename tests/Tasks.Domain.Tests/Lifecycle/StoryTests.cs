using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>What holds in every life, however the moves fall and whatever the clock does.</summary>
public sealed class StoryTests
{
    private static void InEveryLife(Action<IReadOnlyList<Chapter>> holds) => Holds.ForEach(Story.Any, steps => holds(steps.Tell()));

    private static void InEveryChapter(Action<Chapter> holds) => InEveryLife(chapters => Assert.All(chapters, holds));

    [Fact, Trait("Spec", "LIFE-2"), Trait("Spec", "LIFE-11")]
    public void The_lease_grows_when_the_holder_changes_and_at_no_other_time() =>
        InEveryChapter(chapter =>
        {
            var changesHolder = chapter is { IsAccepted: true, Move.Method: "Claim" or "Lose" or "TakeBack" };

            Assert.Equal(chapter.Before.Lease + (changesHolder ? 1 : 0), chapter.After.Lease);
        });

    [Fact, Trait("Spec", "LIFE-2")]
    public void Every_change_is_fenced_by_the_lease_it_was_decided_under() =>
        InEveryChapter(chapter => chapter.Answer.IfRight(change => Assert.Equal(chapter.Before.Lease, change.UnderLease)));

    [Fact, Trait("Spec", "LIFE-2"), Trait("Fault", "F17"), Trait("Fault", "F26")]
    public void A_write_under_another_lease_is_stale_in_every_state() =>
        InEveryChapter(chapter =>
        {
            if (chapter.Move.Name.EndsWith(", stale", StringComparison.Ordinal))
            {
                var stale = new TaskRefusal.NotTheOwner(chapter.Before.Id, chapter.Before.Lease - 1, chapter.Before.Lease);
                Assert.Equal(stale, chapter.Answer.Refused());
            }
        });

    [Fact, Trait("Spec", "LIFE-2"), Trait("Fault", "F19"), Trait("Fault", "F20")]
    public void Under_one_lease_one_outcome_is_recorded() =>
        InEveryLife(chapters =>
        {
            var settled = chapters.Where(chapter => chapter.IsAccepted && chapter.Move.Method == nameof(TaskLifecycle.Settle));

            Assert.All(settled.GroupBy(chapter => chapter.Before.Lease), outcomes => Assert.Single(outcomes));
        });

    [Fact, Trait("Spec", "LIFE-7"), Trait("Fault", "F38")]
    public void Times_never_run_backwards_even_when_the_clock_does() =>
        InEveryChapter(chapter =>
        {
            var (task, history) = (chapter.After, chapter.After.History);
            Instant?[] times = [task.EnqueuedAt, history.StartedAt, history.LastAttemptedAt, task.State.EndedAt];
            var known = times.OfType<Instant>().ToArray();

            Assert.Equal(known.Order(), known);
            Assert.True(task.DueAt >= task.EnqueuedAt);
            Assert.Equal(chapter.Before.EnqueuedAt, task.EnqueuedAt);
        });

    [Fact, Trait("Spec", "LIFE-1"), Trait("Fault", "F18")]
    public void What_has_ended_stays_ended_unless_an_operator_retries_it() =>
        InEveryChapter(chapter =>
        {
            if (chapter.Before.IsFinished && chapter.IsAccepted)
            {
                Assert.Equal((nameof(TaskLifecycle.Retry), Status.Ready), (chapter.Move.Method, chapter.After.Status));
                Assert.NotEqual(Status.Successful, chapter.Before.Status);
            }
        });

    [Fact, Trait("Spec", "RES-2"), Trait("Spec", "LIFE-3")]
    public void Counters_stay_within_their_budgets_and_a_life_goes_on_only_with_some_left() =>
        InEveryChapter(chapter =>
        {
            var (task, retry) = (chapter.After, chapter.After.Call.Definition.Retry);

            Assert.InRange(task.History.Failures, 0, task.IsFinished ? retry.MaxAttempts : retry.MaxAttempts - 1);
            Assert.InRange(task.History.Crashes, 0, task.IsFinished ? retry.MaxCrashes : retry.MaxCrashes - 1);
        });

    [Fact, Trait("Spec", "RES-2")]
    public void Attempts_are_the_starts_that_were_not_given_back() =>
        InEveryLife(chapters =>
        {
            var attempts = 0;
            foreach (var chapter in chapters)
            {
                attempts += chapter is { IsAccepted: true, Move.Method: "Claim" } ? 1 : 0;
                attempts -= chapter.GaveBack ? 1 : 0;
                Assert.Equal((attempts, attempts), (chapter.After.History.Attempts, chapter.After.History.Workers.Count));
            }
        });

    [Fact, Trait("Spec", "RES-2")]
    public void The_first_start_is_kept_as_long_as_any_attempt_counts() =>
        InEveryChapter(chapter =>
        {
            var (before, after) = (chapter.Before.History, chapter.After.History);

            Assert.Equal(after.Attempts == 0, after.StartedAt is null);
            Assert.Equal(after.Attempts == 0, after.LastAttemptedAt is null);
            Assert.True(before.Attempts == 0 || after.Attempts == 0 || before.StartedAt == after.StartedAt);
        });

    [Fact]
    public void Every_failure_and_every_crash_leaves_its_error() =>
        InEveryLife(chapters =>
        {
            var errors = chapters.Count(chapter => chapter.IsAccepted && chapter.Move.Name == "fail by policy");
            errors += chapters.Count(chapter => chapter is { IsAccepted: true, Move.Name: "lose", GaveBack: false });

            Assert.Equal(Math.Min(errors, History.ErrorsKept), chapters[^1].After.History.Errors.Count);
        });

    [Fact, Trait("Fault", "F22"), Trait("Fault", "F74")]
    public void A_running_task_that_was_asked_to_end_succeeds_or_is_cancelled() =>
        InEveryChapter(chapter =>
        {
            if (chapter.Before.State is TaskState.Running { CancelRequested: true })
            {
                Assert.True(
                    chapter.After.Status is Status.Cancelled or Status.Successful
                        || chapter.After.State is TaskState.Running { CancelRequested: true }
                );
                Assert.Equal(chapter.Move.Name == "succeed", chapter.After.Status == Status.Successful);
            }
        });

    [Fact, Trait("Spec", "LIFE-1"), Trait("Fault", "F68")]
    public void No_claim_takes_a_task_from_its_holder() =>
        InEveryChapter(chapter =>
            Assert.True(chapter is not { IsAccepted: true, Move.Method: "Claim" } || chapter.Before.Status == Status.Ready)
        );

    [Fact, Trait("Spec", "LIFE-6")]
    public void No_task_is_claimed_before_it_is_due() =>
        InEveryChapter(chapter =>
            Assert.True(chapter.Move.Method != "Claim" || !chapter.IsAccepted || chapter.Before.DueAt <= chapter.Now)
        );
}
