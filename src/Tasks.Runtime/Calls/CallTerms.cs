using System.ComponentModel;
using System.Data.Common;
using Tasks.Domain;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Calls;

/// <summary>Everything about a call but its arguments: on which terms its task is to run. A value, equal to another that says the same.</summary>
/// <param name="Definition">The definition, with the options of this call already in it.</param>
/// <param name="Backend">The alias it goes to.</param>
/// <param name="RunAfter">The earliest start, as it was given; null for none.</param>
/// <param name="Delay">The earliest start, counted from the enqueue; null for none. Never together with <paramref name="RunAfter"/>.</param>
/// <param name="Transaction">The caller's transaction that the enqueue is part of; equal by reference.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record CallTerms(
    Definition Definition,
    string Backend,
    DateTimeOffset? RunAfter = null,
    TimeSpan? Delay = null,
    DbTransaction? Transaction = null
)
{
    /// <summary>When the task may start at the earliest, as the domain says it.</summary>
    public Timing Timing =>
        RunAfter is { } moment ? new Timing.NotBefore(Instant.From(moment))
        : Delay is { } delay ? new Timing.After(delay)
        : Timing.Now;
}
