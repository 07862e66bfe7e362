using System.Diagnostics;

namespace Tasks.Benchmarks;

/// <summary>Work that costs nothing, so that only the framework is measured.</summary>
public static partial class Bare
{
    /// <summary>Does nothing, and is counted.</summary>
    [Task]
    public static void Nothing(int number) => Tally.Count();

    /// <summary>Prints for how long it was on its way.</summary>
    /// <param name="sentAt">Ticks of the machine's monotonic clock just before it was enqueued.</param>
    [Task]
    public static void Arrive(long sentAt) => Arrivals.Note(Stopwatch.GetTimestamp() - sentAt);
}
