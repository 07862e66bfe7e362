using LanguageExt;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests;

/// <summary>Takes an answer apart; the wrong side is a failed test that says the sentence of the refusal.</summary>
internal static class Answers
{
    public static T Accepted<TRefusal, T>(this Either<TRefusal, T> answer)
        where TRefusal : Refusal => answer.IfLeft(refusal => throw new InvalidOperationException("Refused: " + refusal.Sentence));

    public static TRefusal Refused<TRefusal, T>(this Either<TRefusal, T> answer)
        where TRefusal : Refusal => answer.Match(value => throw new InvalidOperationException($"Accepted: {value}"), refusal => refusal);

    public static TaskRecord Becomes(this Either<TaskRefusal, TaskChange> answer) => answer.Accepted().Becomes;
}
