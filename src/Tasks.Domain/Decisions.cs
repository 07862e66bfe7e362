using System.Diagnostics.CodeAnalysis;
using LanguageExt;

namespace Tasks.Domain;

/// <summary>Reads a decision where it is born, without a closure: for the places that every task passes.</summary>
public static class Decisions
{
    /// <summary>Whether what was asked is allowed; exactly one of the two is there then.</summary>
    /// <param name="decision">What the domain said.</param>
    /// <param name="allowed">What comes of it.</param>
    /// <param name="refusal">Why not.</param>
    public static bool Allows<TRefusal, T>(
        this Either<TRefusal, T> decision,
        [MaybeNullWhen(false)] out T allowed,
        [NotNullWhen(false)] out TRefusal? refusal
    )
        where TRefusal : class
    {
        (allowed, refusal) = decision.IsRight ? ((T)decision, null) : (default(T), (TRefusal)decision);
        return refusal is null;
    }
}
