using LanguageExt;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>One way to call a move of <see cref="TaskLifecycle"/>.</summary>
/// <param name="Name">What a reader calls it.</param>
/// <param name="Method">The method of <see cref="TaskLifecycle"/> that it is.</param>
/// <param name="Make">Asks for it.</param>
internal sealed record Move(string Name, string Method, Func<TaskRecord, Instant, Either<TaskRefusal, TaskChange>> Make)
{
    private static readonly Outcome Success = new Outcome.Succeeded(JsonText.From("42"));

    public static IReadOnlyList<Move> All { get; } =
    [
        new("claim", nameof(TaskLifecycle.Claim), (task, now) => TaskLifecycle.Claim(task, Given.Ann, true, now)),
        new("claim ahead", nameof(TaskLifecycle.Claim), (task, now) => TaskLifecycle.Claim(task, Given.Ann, false, now)),
        new("start", nameof(TaskLifecycle.Start), (task, _) => TaskLifecycle.Start(task, task.Lease)),
        new("start, stale", nameof(TaskLifecycle.Start), (task, _) => TaskLifecycle.Start(task, task.Lease - 1)),
        Settle("succeed", Success),
        Settle("fail", new Outcome.Failed(Given.Boom)),
        Settle("back off", new Outcome.Retried(Given.Boom, TimeSpan.FromSeconds(10))),
        Settle("release", Outcome.GivenBack),
        Settle("postpone", new Outcome.Postponed(TaskLifecycle.UnknownNameDelay)),
        new("settle, stale", nameof(TaskLifecycle.Settle), (task, now) => TaskLifecycle.Settle(task, task.Lease - 1, Success, now)),
        new("annotate", nameof(TaskLifecycle.Annotate), (task, _) => TaskLifecycle.Annotate(task, task.Lease, JsonText.From("[1]"))),
        new("annotate, stale", nameof(TaskLifecycle.Annotate), (task, _) => TaskLifecycle.Annotate(task, task.Lease - 1, JsonText.Null)),
        new("lose", nameof(TaskLifecycle.Lose), TaskLifecycle.Lose),
        new("take back", nameof(TaskLifecycle.TakeBack), TaskLifecycle.TakeBack),
        new("cancel", nameof(TaskLifecycle.Cancel), TaskLifecycle.Cancel),
        new("retry", nameof(TaskLifecycle.Retry), TaskLifecycle.Retry),
    ];

    private static Move Settle(string name, Outcome outcome) =>
        new(name, nameof(TaskLifecycle.Settle), (task, now) => TaskLifecycle.Settle(task, task.Lease, outcome, now));
}
