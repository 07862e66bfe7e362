using System.ComponentModel;

namespace Tasks.Runtime.Stores;

/// <summary>One figure of a store, such as the dead rows of its table.</summary>
/// <param name="Name">Its name as a metric: lower case, dots and underscores, such as <c>tasks.store.dead_rows</c>.</param>
/// <param name="Unit">Its unit as UCUM writes it: <c>s</c>, <c>By</c>, <c>{row}</c>.</param>
/// <param name="Description">What it says, in one sentence.</param>
/// <param name="Value">The figure.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record StoreGauge(string Name, string Unit, string Description, double Value);
