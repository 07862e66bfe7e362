using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Telemetry.Gauges;

/// <summary>The instruments of figures that only a store knows: each is made when a store first names it.</summary>
internal static class StoreGauges
{
    private static readonly ConcurrentDictionary<string, Lazy<ObservableGauge<double>>> Made = new(StringComparer.Ordinal);

    public static void Publish(IReadOnlyList<StoreGauge> gauges)
    {
        foreach (var gauge in gauges)
        {
            _ = Made.GetOrAdd(gauge.Name, static (_, gauge) => new(() => Make(gauge)), gauge).Value;
        }
    }

    private static ObservableGauge<double> Make(StoreGauge gauge) =>
        TaskTelemetry.Meter.CreateObservableGauge(
            gauge.Name,
            () => Instruments.Stores.All.SelectMany(watch => watch.Gauges(gauge.Name)),
            gauge.Unit,
            gauge.Description
        );
}
