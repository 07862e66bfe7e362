using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;

namespace Tasks.Domain.Protocol;

/// <summary>The answer to an exchange.</summary>
/// <param name="At">The store's moment: every time in the answer was made from it.</param>
/// <param name="Standing">Where the session stands; nothing was claimed unless it is live.</param>
/// <param name="Settled">One answer a settlement, in their order.</param>
/// <param name="Claimed">The tasks taken, in order of claiming.</param>
/// <param name="CancelRequests">Leases of this session whose tasks somebody asked to end.</param>
/// <param name="NextDueAt">
/// When the next waiting task of the claimed queues becomes due, after a claim that took less than it asked for: unless bytes or the limit
/// of a queue cut the claim short, no poll before then can find anything that is stored now. Null if there is none, if nothing was claimed for, or if the claim was filled.
/// </param>
/// <param name="Pauses">The queues in which nothing is to start: the worker's own affair, the claim knows nothing of them.</param>
public sealed record ExchangeAnswer(
    Instant At,
    SessionStanding Standing,
    IReadOnlyList<SettleAnswer> Settled,
    IReadOnlyList<TaskRecord> Claimed,
    IReadOnlyList<Hold> CancelRequests,
    Instant? NextDueAt = null,
    Pauses Pauses = default
);
