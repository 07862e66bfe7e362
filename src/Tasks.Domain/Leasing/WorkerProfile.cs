using Tasks.Domain.Calls;

namespace Tasks.Domain.Leasing;

/// <summary>Who a worker is: said once, when its session opens, and kept beside it for those who look after workers.</summary>
/// <param name="Host">The machine it runs on; empty if it did not say.</param>
/// <param name="ProcessId">Its process there; 0 if it did not say.</param>
/// <param name="Version">The version of its program; empty if it did not say.</param>
/// <param name="Concurrency">How many tasks it runs at once; 0 if it did not say.</param>
/// <param name="Serves">The queues it serves.</param>
/// <param name="Names">The tasks it knows, in order; null if it did not say.</param>
public sealed record WorkerProfile(
    string Host,
    int ProcessId,
    string Version,
    int Concurrency,
    QueueText Serves,
    ValueList<TaskName>? Names
)
{
    /// <summary>A worker of all queues of which nothing else is known.</summary>
    public static WorkerProfile Unknown { get; } = new("", 0, "", 0, default, null);

    /// <summary>Whether it knows a task; one that did not say is taken to.</summary>
    public bool Knows(TaskName name) => Names is not { } names || names.Contains(name);
}
