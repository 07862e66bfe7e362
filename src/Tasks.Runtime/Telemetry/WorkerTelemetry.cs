using System.Diagnostics;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Telemetry;

/// <summary>
/// Measures a worker by listening to its mind: everything that happens to a worker is an observation, and everything it does an effect.
/// Called by the loop's thread alone, but for what says otherwise.
/// </summary>
internal sealed class WorkerTelemetry(string backend, WorkerId worker, TimeProvider time)
{
    private long? exchangeBeganAt;
    private bool isHeard;

    public string Backend => backend;

    public string Worker => worker.Value;

    /// <summary>Whether runs are watched one by one: somebody wants spans or their times.</summary>
    public bool WatchesRuns { get; private set; }

    /// <summary>Asks once for all that follows who listens.</summary>
    public void Listen()
    {
        isHeard = Instruments.AreHeardOfWorkers;
        WatchesRuns = Processing.IsHeard;
    }

    /// <summary>Hears what the mind wants done.</summary>
    public void Hear(Effect effect)
    {
        if (!isHeard)
        {
            // Who comes to listen while an exchange is under way cannot know how long it took.
            exchangeBeganAt = null;
            return;
        }

        Tell(effect);
    }

    private void Tell(Effect effect) => Listeners.Tell(() => HearGuarded(effect));

    private void HearGuarded(Effect effect)
    {
        switch (effect)
        {
            case Effect.Exchange:
                exchangeBeganAt = time.GetTimestamp();
                break;
            case Effect.Tell tell:
                Settled(tell);
                break;
            case Effect.Log(WorkerReport.CameLate):
                Instruments.Stale.Add(1, Tags());
                break;
            case Effect.Log(WorkerReport.StoreBack):
                Instruments.Reconnects.Add(1, Tags());
                break;
        }
    }

    /// <summary>Hears what the mind was told.</summary>
    public void Hear(List<Observation> observations)
    {
        if (isHeard)
        {
            Tell(observations);
        }
    }

    private void Tell(List<Observation> observations)
    {
        foreach (var observation in observations)
        {
            Listeners.Tell(() => Hear(observation));
        }
    }

    /// <summary>What an outcome that was recorded already turned out to be. Any thread may say so.</summary>
    public void Recorded(TaskRecord task)
    {
        if (task.IsFinished)
        {
            Finishes.Count(backend, task.Call.Definition, task.Status);
        }
        else if (task.State is TaskState.Ready { Reason: WaitReason.BackOff })
        {
            Listeners.Tell(() => Instruments.Retries.Add(1, Tags(task)));
        }
    }

    private void Hear(Observation observation)
    {
        switch (observation)
        {
            case Observation.Exchanged(var answer):
                Exchanged(answer);
                break;
            case Observation.Swept(var answer):
                Swept(answer);
                break;
            case Observation.StoreFailed(var verb):
                StoreFailed(verb);
                break;
            case Observation.StoreRefused:
                StoreFailed(StoreVerb.Exchange);
                break;
        }
    }

    private void Settled(Effect.Tell tell)
    {
        switch (tell.Answer.Verdict, tell.Answer.Status)
        {
            case (Verdict.Stale or Verdict.Missing, _):
                Instruments.Stale.Add(1, Tags());
                break;
            // A method recorded its success itself, or the reply that told of it was lost.
            case (Verdict.Repeated, _) when tell.Settlement.Outcome is Outcome.Succeeded:
                Finishes.Count(backend, tell.Task.Call.Definition, Status.Successful);
                break;
            case (Verdict.Applied, Status.Ready) when tell.Settlement.Outcome is Outcome.Retried:
                Instruments.Retries.Add(1, Tags(tell.Task));
                break;
            case (Verdict.Applied, Status.Successful or Status.Failed or Status.Cancelled):
                Finishes.Count(backend, tell.Task.Call.Definition, tell.Answer.Status.Value);
                break;
        }
    }

    private void Exchanged(ExchangeAnswer answer)
    {
        var tags = Tags();
        if (exchangeBeganAt is { } began)
        {
            Instruments.ExchangeTime.Record(time.GetElapsedTime(began).TotalSeconds, tags);
        }

        Instruments.ExchangeSettled.Record(answer.Settled.Count, tags);
        Instruments.ExchangeClaimed.Record(answer.Claimed.Count, tags);
    }

    private void Swept(SweepAnswer answer)
    {
        foreach (var change in answer.Changes)
        {
            if (change.Event == TaskEvent.Released)
            {
                continue;
            }

            var tags = Tags(change.Becomes);
            Instruments.Crashes.Add(1, tags);
            if (change.Becomes.IsFinished)
            {
                Finishes.Count(backend, change.Becomes.Call.Definition, change.Becomes.Status);
            }
        }
    }

    private void StoreFailed(StoreVerb verb)
    {
        var tags = Tags();
        tags.Add(TelemetryNames.Verb, verb.ToString().ToLowerInvariant());
        Instruments.StoreFailures.Add(1, tags);
    }

    private TagList Tags(TaskRecord task) => RunTags.Of(backend, task.Call.Definition);

    private TagList Tags() => new() { { TelemetryNames.System, TelemetryNames.Tasks }, { TelemetryNames.Backend, backend } };
}
