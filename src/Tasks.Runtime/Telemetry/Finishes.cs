using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Telemetry;

/// <summary>Counts tasks that have ended, whoever ended them.</summary>
internal static class Finishes
{
    public static void Count(string backend, Definition definition, Status status)
    {
        if (!Instruments.Finished.Enabled)
        {
            return;
        }

        Tell(backend, definition, status);
    }

    // A method of its own: its closure would be made before anybody asked who listens.
    private static void Tell(string backend, Definition definition, Status status) =>
        Listeners.Tell(() =>
        {
            var tags = RunTags.Of(backend, definition);
            tags.Add(TelemetryNames.Outcome, status.ToString().ToLowerInvariant());
            Instruments.Finished.Add(1, tags);
        });
}
