using Tasks.Domain.Calls;

namespace Tasks.Domain.Leasing;

/// <summary>
/// A worker's time-limited membership, kept alive by beats. While it lasts, everything the worker holds is its own; one that has ended is
/// swept by others, and from then on lost for good.
/// </summary>
/// <param name="Id">Which life of which worker.</param>
/// <param name="EndsAt">When it ends unless a beat comes first, by the store's clock.</param>
/// <param name="Turn">Counts reconciliations: an exchange of an earlier turn that arrives late claims nothing.</param>
/// <param name="IsLost">Declared lost by a sweep: it never returns.</param>
/// <param name="Serves">The queues it serves.</param>
public sealed record Session(SessionId Id, Instant EndsAt, long Turn, bool IsLost, QueueText Serves = default)
{
    /// <summary>A session opened now.</summary>
    public static Session Open(SessionId id, TimeSpan leaseTime, Instant now, QueueText serves = default) =>
        new(id, now + leaseTime, 0, false, serves);

    /// <summary>Whether its time has run out, so that a sweep may declare it lost.</summary>
    public bool IsOverAt(Instant now) => EndsAt < now;

    /// <summary>The session after a beat; one that is lost stays lost.</summary>
    public Session Beaten(TimeSpan leaseTime, Instant now) => this with { EndsAt = Instant.Later(EndsAt, now + leaseTime) };

    /// <summary>Whether somebody lives who would claim from a queue.</summary>
    public bool IsServingAt(Instant now, QueueName queue) => !IsLost && !IsOverAt(now) && Serves.Includes(queue);

    /// <summary>Where it stands for an exchange of the given turn.</summary>
    public SessionStanding StandingFor(long turn) =>
        IsLost ? SessionStanding.Lost
        : turn < Turn ? SessionStanding.TurnPassed
        : SessionStanding.Live;
}
