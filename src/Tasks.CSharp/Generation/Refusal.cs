using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;

namespace Tasks.Generation;

/// <summary>What the domain refuses of a definition or an option, as the exception that user code catches.</summary>
internal static class Refusal
{
    public static T OrThrow<T>(this Either<CallRefusal, T> answer) =>
        answer.Allows(out var allowed, out var refusal) ? allowed : throw new InvalidTaskException(refusal.Sentence);
}
