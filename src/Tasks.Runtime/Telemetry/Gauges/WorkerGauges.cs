using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tasks.Domain.Leasing;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Telemetry.Gauges;

/// <summary>One worker that works, for gauges: what they tell is read from what its mind knew after its last step.</summary>
internal sealed class WorkerGauges : IDisposable
{
    private readonly string backend;
    private readonly WorkerId worker;
    private readonly Func<WorkerState> read;

    public WorkerGauges(string backend, WorkerId worker, Func<WorkerState> read)
    {
        (this.backend, this.worker, this.read) = (backend, worker, read);
        Instruments.Workers.Add(this);
    }

    public Measurement<long> Slots => Measured(read().Settings.Concurrency);

    public Measurement<long> Running => Measured(read().Counts.Running);

    public Measurement<long> Stuck => Measured(read().StuckCount);

    public void Dispose() => Instruments.Workers.Remove(this);

    private Measurement<long> Measured(int value) =>
        new(
            value,
            new TagList
            {
                { TelemetryNames.System, TelemetryNames.Tasks },
                { TelemetryNames.Backend, backend },
                { TelemetryNames.Worker, worker.Value },
            }
        );
}
