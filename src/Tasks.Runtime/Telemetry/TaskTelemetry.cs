using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tasks;

/// <summary>
/// What listeners ask for to see tasks: traces from an enqueue to each run, whatever process it happens in, and measurements. Nothing of it
/// is made while nobody listens. With OpenTelemetry: <c>AddSource(TaskTelemetry.Name)</c> and <c>AddMeter(TaskTelemetry.Name)</c>.
/// </summary>
public static class TaskTelemetry
{
    /// <summary>The name of the source of spans and of the meter: <c>Tasks</c>.</summary>
    public const string Name = "Tasks";

    private static readonly string? Version = typeof(TaskTelemetry).Assembly.GetName().Version?.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
