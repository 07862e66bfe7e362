namespace Tasks.Domain.Calls;

/// <summary>What to run: a definition with arguments and a time. A value, not yet anybody's.</summary>
/// <param name="Definition">The definition, with the options of this call already in it.</param>
/// <param name="Arguments">One JSON object: parameter name → value.</param>
/// <param name="Timing">When it may start at the earliest.</param>
/// <param name="Trace">Which trace its enqueue belongs to, as opaque text; null for none.</param>
public sealed record Call(Definition Definition, JsonText Arguments, Timing Timing, string? Trace = null);
