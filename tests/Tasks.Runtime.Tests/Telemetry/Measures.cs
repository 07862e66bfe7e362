using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tasks.Runtime.Tests.Telemetry;

/// <summary>Listens to what is measured of one backend.</summary>
internal sealed class Measures : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<Measure> measured = new();
    private readonly string backend;

    public Measures(string backend)
    {
        this.backend = backend;
        listener.InstrumentPublished = (instrument, itself) =>
        {
            if (instrument.Meter.Name == TaskTelemetry.Name)
            {
                itself.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Asks what is measured only when somebody asks.</summary>
    public Measures Scrape()
    {
        listener.RecordObservableInstruments();
        return this;
    }

    public IReadOnlyList<Measure> Of(string instrument) => [.. measured.Where(measure => measure.Instrument == instrument)];

    public double Sum(string instrument) => Of(instrument).Sum(measure => measure.Value);

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
        if (Equals(all.GetValueOrDefault("tasks.backend"), backend))
        {
            measured.Enqueue(new(instrument.Name, value, all));
        }
    }

    /// <summary>One measurement.</summary>
    internal sealed record Measure(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
