using System.Diagnostics.Metrics;
using Tasks.Runtime.Telemetry.Gauges;

namespace Tasks.Runtime.Telemetry;

/// <summary>Everything that is measured. docs/observability.md says what each is good for; a test keeps that page complete.</summary>
internal static class Instruments
{
    private static readonly InstrumentAdvice<double> ShortTimes = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<double> LongTimes = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600],
    };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    /// <summary>The stores of this process. They stand here so that whoever is watched has instruments that tell of it.</summary>
    public static Watched<StoreWatch> Stores { get; } = new();

    /// <summary>The workers of this process that work.</summary>
    public static Watched<WorkerGauges> Workers { get; } = new();

    private static Meter Meter => TaskTelemetry.Meter;

    public static Counter<long> Sent { get; } =
        Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Tasks that were enqueued.");

    public static Histogram<double> OperationTime { get; } =
        Meter.CreateHistogram(
            "messaging.client.operation.duration",
            "s",
            "How long an enqueue took, of one task or of many.",
            null,
            ShortTimes
        );

    public static Counter<long> Consumed { get; } =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Runs that were started.");

    public static Histogram<double> RunTime { get; } =
        Meter.CreateHistogram("messaging.process.duration", "s", "How long a run's method took.", null, LongTimes);

    public static Histogram<double> QueueTime { get; } =
        Meter.CreateHistogram("tasks.queue.time", "s", "How long a task was due before a worker claimed it.", null, LongTimes);

    public static Counter<long> Finished { get; } = Meter.CreateCounter<long>("tasks.finished", "{task}", "Tasks that ended, by outcome.");

    public static Counter<long> Retries { get; } =
        Meter.CreateCounter<long>("tasks.retries", "{run}", "Runs that failed and will be tried again.");

    public static Counter<long> Crashes { get; } =
        Meter.CreateCounter<long>("tasks.crashes", "{run}", "Runs whose worker was lost, counted by the worker that noticed.");

    public static Counter<long> Stale { get; } =
        Meter.CreateCounter<long>(
            "tasks.outcomes.stale",
            "{outcome}",
            "Outcomes that came when the task was somebody else's or settled already, and were dropped."
        );

    public static Histogram<double> ExchangeTime { get; } =
        Meter.CreateHistogram("tasks.exchange.duration", "s", "How long a worker's exchange with its store took.", null, ShortTimes);

    public static Histogram<int> ExchangeSettled { get; } =
        Meter.CreateHistogram("tasks.exchange.settled", "{outcome}", "Outcomes that went with one exchange.", null, Sizes);

    public static Histogram<int> ExchangeClaimed { get; } =
        Meter.CreateHistogram("tasks.exchange.claimed", "{task}", "Tasks that came back with one exchange.", null, Sizes);

    public static Counter<long> StoreFailures { get; } =
        Meter.CreateCounter<long>("tasks.store.failures", "{call}", "Calls of workers that their store did not answer well.");

    public static Counter<long> Reconnects { get; } =
        Meter.CreateCounter<long>("tasks.store.reconnects", "{reconnect}", "Times a worker's store answered again after it had failed.");

    public static ObservableGauge<long> Depth { get; } =
        Meter.CreateObservableGauge(
            "tasks.queue.depth",
            () => Stores.All.SelectMany(watch => watch.Depths()),
            "{task}",
            "Tasks of a queue that are due, wait for their time, or run; counted up to 10 000."
        );

    public static ObservableGauge<double> OldestAge { get; } =
        Meter.CreateObservableGauge(
            "tasks.queue.oldest_age",
            () => Stores.All.SelectMany(watch => watch.OldestAges()),
            "s",
            "For how long the task of a queue that is due longest has been due."
        );

    public static ObservableGauge<long> Slots { get; } =
        Meter.CreateObservableGauge(
            "tasks.worker.slots",
            () => Workers.All.Select(worker => worker.Slots),
            "{slot}",
            "How many tasks a worker of this process runs at once."
        );

    public static ObservableGauge<long> Running { get; } =
        Meter.CreateObservableGauge(
            "tasks.worker.running",
            () => Workers.All.Select(worker => worker.Running),
            "{task}",
            "How many methods a worker of this process runs now, stuck ones left out."
        );

    public static ObservableGauge<long> Stuck { get; } =
        Meter.CreateObservableGauge(
            "tasks.worker.stuck",
            () => Workers.All.Select(worker => worker.Stuck),
            "{slot}",
            "How many slots are taken by methods that did not heed their tokens."
        );

    /// <summary>Whether anybody hears of single runs.</summary>
    public static bool AreHeardOfRuns => Consumed.Enabled || QueueTime.Enabled || RunTime.Enabled;

    /// <summary>Whether anybody hears of what a worker does besides its runs.</summary>
    public static bool AreHeardOfWorkers =>
        Finished.Enabled
        || Retries.Enabled
        || Crashes.Enabled
        || Stale.Enabled
        || ExchangeTime.Enabled
        || ExchangeSettled.Enabled
        || ExchangeClaimed.Enabled
        || StoreFailures.Enabled
        || Reconnects.Enabled;
}
