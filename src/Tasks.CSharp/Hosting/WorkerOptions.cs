namespace Tasks;

/// <summary>What a worker is told to do. It serves one alias; a host may run several.</summary>
public sealed class WorkerOptions
{
    /// <summary>The alias it serves: <c>default</c> unless set.</summary>
    public string Backend { get; set; } = TasksBuilder.DefaultAlias;

    /// <summary>The queues it serves: <c>["default"]</c> unless set; <c>"*"</c> for all.</summary>
    public IList<string> Queues { get; set; } = ["default"];

    /// <summary>Queues it passes over; only with <c>"*"</c>.</summary>
    public IList<string> ExcludedQueues { get; set; } = [];

    /// <summary>How many tasks run at once: four times the cores, and at least 16, unless set. At least 1.</summary>
    public int Concurrency { get; set; } = Math.Max(16, 4 * Environment.ProcessorCount);

    /// <summary>The most tasks of a queue that this worker holds at once, by queue; at least 1 each. A queue that is not named has no limit.</summary>
    public IDictionary<string, int> QueueConcurrency { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How long it goes without asking the store for work: one second unless set. What is enqueued wakes it earlier.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long its session lasts without a beat: 30 seconds unless set, at least one. It beats three times as often. A worker that
    /// vanishes is missed after this long, and what it ran is run again after about twice as long.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running tasks may take to end once the host stops: 25 seconds unless set, <see cref="Timeout.InfiniteTimeSpan"/> for as long as the host waits. After that they are cancelled and given back.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The name it goes by, 1 to 64 characters: machine and process id unless set. Two workers may share one.</summary>
    public string? WorkerId { get; set; }

    /// <summary>After how many starts it stops; never unless set. At least 1.</summary>
    public int? MaxTasks { get; set; }
}
