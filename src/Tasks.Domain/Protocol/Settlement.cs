using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>One outcome on its way to the store, under the lease it was reached with.</summary>
/// <param name="Hold">The task and the lease.</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Metadata">The task's metadata where its code changed it; null to leave it.</param>
public readonly record struct Settlement(Hold Hold, Outcome Outcome, JsonText? Metadata = null);
