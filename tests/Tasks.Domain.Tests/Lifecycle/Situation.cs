using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>A place in a task's life, with everything that can change what a move does there.</summary>
internal sealed record Situation(string Name, TaskRecord Task)
{
    /// <summary>The moment at which every move of the matrix is asked for.</summary>
    public static readonly Instant Now = Given.Noon + Given.Minute;

    private static readonly History Seasoned = History.None with
    {
        Attempts = 2,
        Failures = 1,
        StartedAt = Given.Noon + Given.Second,
        LastAttemptedAt = Given.Noon + 2 * Given.Second,
        Workers = new(Given.Ann, Given.Bob),
        Errors = new(new AttemptError(Given.Boom, 1, Given.Noon + Given.Second)),
    };

    public static IReadOnlyList<Situation> All { get; } =
    [
        new("ready, due", In(new TaskState.Ready(WaitReason.BackOff))),
        new("ready, waiting", In(new TaskState.Ready(WaitReason.BackOff)) with { DueAt = Given.Noon + Given.Hour }),
        new("running", In(new TaskState.Running(Given.Bob, true, false))),
        new("running, not started", In(new TaskState.Running(Given.Bob, false, false))),
        new("running, cancel requested", In(new TaskState.Running(Given.Bob, true, true))),
        new("running, not started, cancel requested", In(new TaskState.Running(Given.Bob, false, true))),
        new("running, one crash left", In(new TaskState.Running(Given.Bob, true, false), Seasoned with { Crashes = 1 })),
        new("running for the first time", In(new TaskState.Running(Given.Ann, true, false), First)),
        new("successful", In(new TaskState.Successful(JsonText.From("42"), Given.Noon + 3 * Given.Second))),
        new("failed", In(new TaskState.Failed(Given.Noon + 3 * Given.Second), Seasoned with { Failures = 3, Crashes = 1 })),
        new("cancelled", In(new TaskState.Cancelled(Given.Noon + 3 * Given.Second))),
    ];

    private static History First => History.None.WithAttempt(Given.Ann, Given.Noon + Given.Second);

    private static TaskRecord In(TaskState state, History? history = null) =>
        Given.Fresh() with
        {
            Lease = 4,
            History = history ?? Seasoned,
            State = state,
        };
}
