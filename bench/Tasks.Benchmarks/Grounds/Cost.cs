namespace Tasks.Benchmarks.Grounds;

/// <summary>What a store had to do.</summary>
/// <param name="Statements">How many statements it ran.</param>
/// <param name="LogBytes">How much it wrote to its log; null where that cannot be told.</param>
internal sealed record Cost(double Statements, double? LogBytes)
{
    public Cost Since(Cost before) => new(Statements - before.Statements, LogBytes - before.LogBytes);

    public Cost PerTask(int tasks) => new(Math.Round(Statements / tasks, 3), LogBytes is { } bytes ? Math.Round(bytes / tasks) : null);
}
