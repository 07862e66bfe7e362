using Tasks.Domain.Leasing;

namespace Tasks.Domain.Protocol;

/// <summary>
/// The answer to a reconciliation, in which a worker that missed a reply names every lease it knows of. Whatever else its session held
/// has been given back, uncounted.
/// </summary>
/// <param name="At">The store's moment.</param>
/// <param name="Standing">Where the session stands; if it is lost, nothing was given back here: a sweep does that.</param>
/// <param name="Released">The leases that were given back.</param>
/// <param name="Gone">Named leases under which the store has nothing running: settled in the lost exchange, or taken away.</param>
public sealed record ReconcileAnswer(Instant At, SessionStanding Standing, IReadOnlyList<Hold> Released, IReadOnlyList<Hold> Gone);
