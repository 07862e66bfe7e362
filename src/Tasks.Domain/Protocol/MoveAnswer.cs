using LanguageExt;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>What a store made of one move that was asked for: exactly one of the two is there.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Change">The change, if it was made.</param>
/// <param name="Refusal">Why not, otherwise.</param>
public sealed record MoveAnswer(Instant At, TaskChange? Change, TaskRefusal? Refusal)
{
    /// <summary>The answer that says what the domain decided.</summary>
    public static MoveAnswer Of(Either<TaskRefusal, TaskChange> decision, Instant at) =>
        decision.Match(change => new MoveAnswer(at, change, null), refusal => new MoveAnswer(at, null, refusal));
}
