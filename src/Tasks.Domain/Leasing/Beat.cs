namespace Tasks.Domain.Leasing;

/// <summary>A worker's sign of life: extends its session and says how it is.</summary>
/// <param name="Session">Which session.</param>
/// <param name="LeaseTime">How long it lasts from now on without another beat.</param>
/// <param name="Load">What the worker has to do.</param>
/// <param name="Heeded">The number of the pauses it heeds: none of its tasks starts in a queue that was paused by then.</param>
public readonly record struct Beat(SessionId Session, TimeSpan LeaseTime, WorkerLoad Load = default, long Heeded = 0);
