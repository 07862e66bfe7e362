using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Health;

/// <summary>Says how well a backend is, from what its store and its workers said. It asks nobody and knows no clock.</summary>
internal static class HealthRules
{
    /// <summary>How a store is.</summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="answers">What it said.</param>
    /// <param name="oldestReadyAge">How long a task may have been due; null for any time.</param>
    public static HealthFindings Judge(string alias, StoreAnswers answers, TimeSpan? oldestReadyAge)
    {
        var findings = HealthFindings.None;
        if (answers.Trouble is { } trouble)
        {
            findings = findings.With(HealthStatus.Unhealthy, $"{alias}: {trouble}");
        }

        if (answers.Queues is { } queues)
        {
            findings = findings.With(Judge(alias, queues, oldestReadyAge));
        }

        return answers.Inspection is { } inspection ? findings.With(Judge(alias, inspection)) : findings;
    }

    /// <summary>How a worker is.</summary>
    /// <param name="alias">Whom it serves.</param>
    /// <param name="number">Its number among the workers of the process, from 0: two may share a name.</param>
    /// <param name="worker">How it is.</param>
    public static HealthFindings Judge(string alias, int number, WorkerFacts worker)
    {
        var key = $"{alias}.worker.{number}.";
        var findings = HealthFindings
            .None.With(key + "id", worker.Id)
            .With(key + "slots", worker.Slots)
            .With(key + "running", worker.Running)
            .With(key + "stuck", worker.Stuck)
            .With(key + "since_beat_seconds", Math.Round(worker.SinceBeat.TotalSeconds, 1));
        var who = $"{alias}: worker {worker.Id}";
        return worker switch
        {
            { End: WorkerEnd.Asked } => findings,
            { End: WorkerEnd.Broken } => findings.With(
                HealthStatus.Unhealthy,
                $"{who} has ended, and nobody told it to: the log says why. Restart the process."
            ),
            _ when worker.SinceBeat > worker.LeaseTime => findings.With(
                HealthStatus.Unhealthy,
                $"{who} has had no beat accepted for {HealthText.Seconds(worker.SinceBeat)}: its store is out of reach, or the process is starved."
            ),
            _ when worker.Stuck >= worker.Slots => findings.With(
                HealthStatus.Unhealthy,
                $"{who} does nothing: all of its {worker.Slots} slots are taken by methods that do not heed their tokens. Restart the process."
            ),
            { Stuck: > 0 } => findings.With(
                HealthStatus.Degraded,
                $"{who}: {worker.Stuck} of {worker.Slots} slots are taken by methods that do not heed their tokens."
            ),
            _ => findings,
        };
    }

    private static HealthFindings Judge(string alias, QueuesAnswer answer, TimeSpan? oldestReadyAge)
    {
        var oldest = answer
            .Queues.Where(queue => !answer.Pauses.Includes(queue.Queue))
            .Select(queue => (queue.Queue, Age: answer.At - (queue.OldestDueAt ?? answer.At)))
            .DefaultIfEmpty()
            .MaxBy(queue => queue.Age);
        var findings = HealthFindings
            .None.With(alias + ".due", answer.Queues.Sum(queue => queue.Due))
            .With(alias + ".later", answer.Queues.Sum(queue => queue.Later))
            .With(alias + ".running", answer.Queues.Sum(queue => queue.Running))
            .With(alias + ".paused_queues", answer.Pauses.Queues.Count)
            .With(alias + ".oldest_ready_seconds", Math.Max(0, Math.Round(oldest.Age.TotalSeconds, 1)));
        return oldest.Age > oldestReadyAge
            ? findings.With(
                HealthStatus.Degraded,
                $"{alias}: a task of queue '{oldest.Queue}' has been due for {HealthText.Seconds(oldest.Age)}: too few workers serve it, or none."
            )
            : findings;
    }

    private static HealthFindings Judge(string alias, StoreInspection inspection)
    {
        var findings = HealthFindings.None;
        foreach (var gauge in inspection.Gauges)
        {
            findings = findings.With($"{alias}.{gauge.Name}", gauge.Value);
        }

        return inspection.Warnings.Aggregate(findings, (all, warning) => all.With(HealthStatus.Degraded, $"{alias}: {warning}"));
    }
}
