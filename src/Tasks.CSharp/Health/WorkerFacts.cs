namespace Tasks.Health;

/// <summary>How a worker of this process is.</summary>
/// <param name="Id">The name it goes by.</param>
/// <param name="Slots">How many tasks it runs at once.</param>
/// <param name="Running">How many methods it runs.</param>
/// <param name="Stuck">How many slots are stuck.</param>
/// <param name="SinceBeat">How long ago the last beat that was accepted was sent, or the worker was made.</param>
/// <param name="LeaseTime">How long it is certain of its session after a beat.</param>
/// <param name="End">How it ended; null while it works.</param>
internal sealed record WorkerFacts(string Id, int Slots, int Running, int Stuck, TimeSpan SinceBeat, TimeSpan LeaseTime, WorkerEnd? End);
