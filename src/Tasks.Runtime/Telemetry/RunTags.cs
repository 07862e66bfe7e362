using System.Diagnostics;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Telemetry;

/// <summary>What every measurement of a run says of it: few values, because each combination is a series of its own.</summary>
internal static class RunTags
{
    public static TagList Of(string backend, Definition definition) =>
        new()
        {
            { TelemetryNames.System, TelemetryNames.Tasks },
            { TelemetryNames.OperationName, TelemetryNames.Process },
            { TelemetryNames.Queue, definition.Queue.Value },
            { TelemetryNames.Backend, backend },
            { TelemetryNames.TaskName, definition.Name.Value },
        };
}
