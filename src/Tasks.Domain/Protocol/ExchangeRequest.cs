using Tasks.Domain.Leasing;

namespace Tasks.Domain.Protocol;

/// <summary>
/// The one hot round trip: settle what has ended, report what has started, and claim what fits, in that order and in one transaction.
/// Settlements are fenced each by its lease and count whatever became of the session; only the claim needs a live one.
/// </summary>
/// <param name="Session">Who speaks.</param>
/// <param name="Turn">The reconciliation this exchange follows: after a later one, it claims nothing.</param>
/// <param name="Settlements">Outcomes to record.</param>
/// <param name="Starts">Leases claimed ahead whose methods have been called since.</param>
/// <param name="Claim">What to take; null for nothing.</param>
public sealed record ExchangeRequest(
    SessionId Session,
    long Turn,
    IReadOnlyList<Settlement> Settlements,
    IReadOnlyList<Hold> Starts,
    ClaimRequest? Claim
);
