using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Outcome = Tasks.Domain.Lifecycle.Outcome;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>What one move in a task's life was asked for, and what came of it.</summary>
internal sealed record Chapter(TaskRecord Before, Move Move, Instant Now, Either<TaskRefusal, TaskChange> Answer)
{
    public bool IsAccepted => Answer.IsRight;

    public TaskRecord After => Answer.Match(change => change.Becomes, _ => Before);

    /// <summary>Whether this move took the running attempt out again.</summary>
    public bool GaveBack =>
        IsAccepted && (Move.Name is "release" or "postpone" or "take back" || (Move.Name == "lose" && !Is(Before, started: true)));

    private static bool Is(TaskRecord task, bool started) => task.State is TaskState.Running running && running.IsStarted == started;
}

/// <summary>A life drawn at random: moves that may or may not be legal, and a clock that runs, stands still and jumps both ways.</summary>
internal static class Story
{
    private static readonly Move ByPolicy = new(
        "fail by policy",
        nameof(TaskLifecycle.Settle),
        (task, now) => TaskLifecycle.Settle(task, task.Lease, Outcome.AfterFailure(task, Given.Boom, [], 0.5), now)
    );

    // What an honest worker does: it asks the policy whether a failure is the last one.
    private static readonly IReadOnlyList<Move> Honest = [.. Move.All.Where(move => move.Name is not ("fail" or "back off")), ByPolicy];

    private static readonly Gen<Move> Moves = Gen.Frequency(
        (3, Gen.Elements(Honest.Where(move => move.Method == nameof(TaskLifecycle.Claim)))),
        (1, Gen.Constant(ByPolicy)),
        (6, Gen.Elements<Move>(Honest))
    );

    private static readonly Gen<TimeSpan> Steps = Gen.Frequency(
        (5, Gen.Choose(0, 120).Select(seconds => TimeSpan.FromSeconds(seconds))),
        (2, Gen.Elements(-Given.Hour, Given.Hour)),
        (1, Gen.Constant(TimeSpan.FromDays(2)))
    );

    public static Arbitrary<(Move Move, TimeSpan Step)[]> Any { get; } =
        Arb.From(
            from length in Gen.Choose(1, 80)
            from steps in Gen.ArrayOf(from move in Moves from step in Steps select (move, step), length)
            select steps,
            steps => steps.Select((_, index) => steps.Where((_, other) => other != index).ToArray())
        );

    public static IReadOnlyList<Chapter> Tell(this (Move Move, TimeSpan Step)[] steps)
    {
        var (task, now, chapters) = (Given.Fresh(), Given.Noon, new List<Chapter>());
        foreach (var (move, step) in steps)
        {
            now += step;
            chapters.Add(new(task, move, now, move.Make(task, now)));
            task = chapters[^1].After;
        }

        return chapters;
    }
}
