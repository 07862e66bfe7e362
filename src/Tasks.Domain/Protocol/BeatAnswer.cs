using Tasks.Domain.Leasing;
using Tasks.Domain.Pausing;

namespace Tasks.Domain.Protocol;

/// <summary>The answer to a beat, which extends a session and with it all its leases.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="IsAccepted">Whether the session lives on; false if it was declared lost.</param>
/// <param name="CancelRequests">Leases of this session whose tasks somebody asked to end.</param>
/// <param name="Pauses">The queues in which nothing is to start.</param>
public sealed record BeatAnswer(Instant At, bool IsAccepted, IReadOnlyList<Hold> CancelRequests, Pauses Pauses = default);
