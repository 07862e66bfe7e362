using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Tests.Telemetry;

[Trait("Spec", "OBS-3")]
public sealed class DocumentedTests
{
    private const string Page = "docs/observability.md";

    [Fact]
    public void Every_instrument_is_described_with_its_unit()
    {
        var page = File.ReadAllText(Path.Combine(Root(), Page));
        var instruments = Published();

        Assert.Contains("tasks.queue.depth", instruments.Keys);
        Assert.Equal([], instruments.Where(one => !page.Contains($"| `{one.Key}` | {one.Value} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_attribute_is_described()
    {
        var page = File.ReadAllText(Path.Combine(Root(), Page));
        var names = typeof(TelemetryNames).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(IsAttribute).ToArray();

        Assert.Contains("tasks.backend", names);
        Assert.Equal([], names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    // Those of the exception event are OpenTelemetry's own, always alike.
    private static bool IsAttribute(string name) =>
        name.Contains('.', StringComparison.Ordinal) && !name.StartsWith("exception.", StringComparison.Ordinal);

    private static Dictionary<string, string?> Published()
    {
        RuntimeHelpers.RunClassConstructor(typeof(Instruments).TypeHandle);
        var instruments = new Dictionary<string, string?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            // What a store measures of itself is described where the store is.
            if (instrument.Meter == TaskTelemetry.Meter && !instrument.Name.EndsWith("made_up", StringComparison.Ordinal))
            {
                instruments[instrument.Name] = instrument.Unit;
            }
        };
        listener.Start();
        return instruments;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tasks.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above the tests holds Tasks.sln.");
        }

        return folder;
    }
}
