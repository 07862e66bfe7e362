using Tasks.Domain.Calls;

namespace Tasks.Domain.Leasing;

/// <summary>
/// A worker's time-limited membership, kept alive by beats. While it lasts, everything the worker holds is its own; one that has ended is
/// swept by others, and from then on lost for good.
/// </summary>
/// <param name="Id">Which life of which worker.</param>
/// <param name="OpenedAt">When it was opened, by the store's clock as every moment here.</param>
/// <param name="BeatenAt">When it was last kept alive: by a beat, or by its opening.</param>
/// <param name="EndsAt">When it ends unless a beat comes first.</param>
/// <param name="Turn">Counts reconciliations: an exchange of an earlier turn that arrives late claims nothing.</param>
/// <param name="IsLost">Declared lost by a sweep: it never returns.</param>
/// <param name="Profile">Who its worker is.</param>
/// <param name="Load">What its worker had to do at the last beat.</param>
/// <param name="Heeded">The number of the pauses that its worker had heeded by the last beat.</param>
public sealed record Session(
    SessionId Id,
    Instant OpenedAt,
    Instant BeatenAt,
    Instant EndsAt,
    long Turn,
    bool IsLost,
    WorkerProfile Profile,
    WorkerLoad Load = default,
    long Heeded = 0
)
{
    /// <summary>A session opened now.</summary>
    public static Session Open(SessionId id, TimeSpan leaseTime, WorkerProfile profile, Instant now) =>
        new(id, now, now, now + leaseTime, 0, false, profile);

    /// <summary>Whether its time has run out, so that a sweep may declare it lost.</summary>
    public bool IsOverAt(Instant now) => EndsAt < now;

    /// <summary>Whether its worker can be taken to be alive.</summary>
    public bool IsLiveAt(Instant now) => !IsLost && !IsOverAt(now);

    /// <summary>The session after a beat; one that is lost stays lost.</summary>
    public Session Beaten(Beat beat, Instant now) =>
        this with
        {
            BeatenAt = Instant.Later(BeatenAt, now),
            EndsAt = Instant.Later(EndsAt, now + beat.LeaseTime),
            Load = beat.Load,
            Heeded = Math.Max(Heeded, beat.Heeded),
        };

    /// <summary>Whether somebody lives who would claim from a queue.</summary>
    public bool IsServingAt(Instant now, QueueName queue) => IsLiveAt(now) && Profile.Serves.Includes(queue);

    /// <summary>Where it stands for an exchange of the given turn.</summary>
    public SessionStanding StandingFor(long turn) =>
        IsLost ? SessionStanding.Lost
        : turn < Turn ? SessionStanding.TurnPassed
        : SessionStanding.Live;
}
