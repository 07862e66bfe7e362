using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

public sealed class TaskRecordTests
{
    [Fact]
    public void Each_state_says_the_status_whether_it_is_the_end_and_when_that_was()
    {
        var end = Noon + Minute;

        Assert.Equal(
            [
                (Status.Ready, false, null),
                (Status.Running, false, null),
                (Status.Successful, true, end),
                (Status.Failed, true, end),
                (Status.Cancelled, true, end),
            ],
            new TaskState[]
            {
                new TaskState.Ready(WaitReason.Enqueued),
                new TaskState.Running(Ann, true, false),
                new TaskState.Successful(default, end),
                new TaskState.Failed(end),
                new TaskState.Cancelled(end),
            }
                .Select(state => Fresh() with { State = state })
                .Select(task => (task.Status, task.IsFinished, task.State.EndedAt))
        );
    }

    [Fact]
    public void The_hold_is_the_task_and_its_lease() => Assert.Equal(new Hold(One, 1), Running().Hold);

    [Fact]
    public void Only_a_waiting_task_is_due_and_only_from_its_moment_on()
    {
        var task = Fresh() with { DueAt = Noon + Hour };

        Assert.True(task.IsDueAt(Noon + Hour) && task.IsDueAt(Instant.Max));
        Assert.False(task.IsDueAt(Noon + Minute));
        Assert.False(Running().IsDueAt(Instant.Max));
    }

    [Fact, Trait("Spec", "LIFE-3")]
    public void A_task_is_suspect_once_a_worker_was_lost_over_it_and_until_an_operator_retries_it()
    {
        var crashed = TaskLifecycle.Lose(Running(), Noon + Minute).Becomes();

        Assert.False(Running().IsSuspect);
        Assert.True(crashed.IsSuspect);
        Assert.False(TaskLifecycle.Retry(crashed, Noon + Minute).Becomes().IsSuspect);
    }

    [Fact]
    public void A_missing_task_is_refused_by_its_id() =>
        Assert.Equal("No task has the id 'one'.", new TaskRefusal.NoSuchTask(One).Sentence);
}
