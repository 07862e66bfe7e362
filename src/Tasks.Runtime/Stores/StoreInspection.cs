using System.ComponentModel;
using Tasks.Domain;

namespace Tasks.Runtime.Stores;

/// <summary>How a store is.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Warnings">What keeps it from what is promised, each one sentence that says what to do; none if all is well. No secrets.</param>
/// <param name="Gauges">What can be measured of it at bounded cost.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record StoreInspection(Instant At, IReadOnlyList<string> Warnings, IReadOnlyList<StoreGauge> Gauges);
