using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Telemetry.Gauges;

/// <summary>
/// What there is to do in one store, for gauges. Being asked never waits and never costs more than one bounded read in five seconds: it is
/// answered with the last read, and begins another if that is older. Nobody asks, nothing is read.
/// </summary>
internal sealed class StoreWatch(string backend, ITaskStore store, TimeProvider time)
{
    /// <summary>Where counts stop.</summary>
    public const int AtMost = 10_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Reading? last;
    private long readAt;
    private int isReading;
    private bool hasRead;

    /// <summary>Tasks of every queue, by what they wait for.</summary>
    public IEnumerable<Measurement<long>> Depths() =>
        Latest()
            ?.Queues.Queues.SelectMany(queue =>
                new[]
                {
                    new Measurement<long>(queue.Due, Tags(queue, "due")),
                    new Measurement<long>(queue.Later, Tags(queue, "later")),
                    new Measurement<long>(queue.Running, Tags(queue, "running")),
                }
            )
        ?? [];

    /// <summary>For how long the task that is due longest has been, in seconds, of every queue in which one is due.</summary>
    public IEnumerable<Measurement<double>> OldestAges() =>
        Latest() is { Queues: var (at, queues, _) }
            ? from queue in queues
            where queue.Due > 0
            select new Measurement<double>(Math.Max(0, (at - (queue.OldestDueAt ?? at)).TotalSeconds), Tags(queue, null))
            : [];

    /// <summary>What the store itself measures under one name.</summary>
    public IEnumerable<Measurement<double>> Gauges(string name) =>
        from gauge in Latest()?.Inspection.Gauges ?? []
        where gauge.Name == name
        select new Measurement<double>(gauge.Value, Tags());

    private Reading? Latest()
    {
        if (Interlocked.CompareExchange(ref isReading, 1, 0) == 0)
        {
            if (!hasRead || time.GetElapsedTime(readAt) >= Freshness)
            {
                BeginReading();
            }
            else
            {
                Volatile.Write(ref isReading, 0);
            }
        }

        return Volatile.Read(ref last);
    }

    private void BeginReading()
    {
        // A store's answer has nothing to do with the request in which somebody asked for it.
        ThreadPool.UnsafeQueueUserWorkItem(static watch => _ = watch.ReadAsync(), this, preferLocal: false);
    }

    private async Task ReadAsync()
    {
        Reading? reading = null;
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            // A store that does not heed the token is left behind all the same.
            reading = new(
                await store.QueuesAsync(AtMost, limit.Token).WaitAsync(limit.Token),
                await store.InspectAsync(limit.Token).WaitAsync(limit.Token)
            );
            StoreGauges.Publish(reading.Inspection.Gauges);
        }
#pragma warning disable CA1031 // Whoever uses the store hears of its failure; here nothing is known for a while.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Better no figure than an old one.
        }

        Volatile.Write(ref last, reading);
        readAt = time.GetTimestamp();
        hasRead = true;
        Volatile.Write(ref isReading, 0);
    }

    private TagList Tags() => new() { { TelemetryNames.System, TelemetryNames.Tasks }, { TelemetryNames.Backend, backend } };

    private TagList Tags(QueueStanding queue, string? standing)
    {
        var tags = Tags();
        tags.Add(TelemetryNames.Queue, queue.Queue.Value);
        if (standing is not null)
        {
            tags.Add(TelemetryNames.Standing, standing);
        }

        return tags;
    }

    private sealed record Reading(QueuesAnswer Queues, StoreInspection Inspection);
}
