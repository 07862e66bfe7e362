using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>What lies between a worker and the store: it is slow, loses requests and replies, and delivers some too late.</summary>
internal sealed class Network(Timeline timeline, Dice dice, Scenario scenario)
{
    /// <summary>After this long a worker stops waiting for a reply.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Scenario faults = scenario;
    private TimeSpan downSince = TimeSpan.FromDays(-1);
    private TimeSpan downUntil = TimeSpan.FromDays(-1);

    /// <summary>When the last outage ended that everybody must have noticed; long ago if it was short.</summary>
    public TimeSpan LongOutageEndedAt => downUntil - downSince > 2 * Patience ? downUntil : TimeSpan.FromDays(-1);

    /// <summary>How many times the store was asked something.</summary>
    public int Calls { get; private set; }

    public bool IsDown => timeline.Now < downUntil;

    /// <summary>Takes the store down for a while.</summary>
    public void GoDown(TimeSpan duration)
    {
        downSince = IsDown ? downSince : timeline.Now;
        downUntil = timeline.Now + duration > downUntil ? timeline.Now + duration : downUntil;
    }

    /// <summary>From now on nothing is lost.</summary>
    public void Heal()
    {
        faults = new();
        downUntil = IsDown ? timeline.Now : downUntil;
    }

    /// <summary>Asks the store something for a worker. Exactly one observation comes of it.</summary>
    public void Call(SimulatedWorker worker, StoreVerb verb, Func<Observation> ask)
    {
        Calls++;
        var toStore = dice.Milliseconds(0, 5);
        if (verb == faults.Failing)
        {
            timeline.After(toStore, () => worker.Observe(new Observation.StoreFailed(verb)));
        }
        else if (dice.Chance(faults.LostRequests))
        {
            Fail();
        }
        else if (dice.Chance(faults.DelayedRequests))
        {
            // It comes after the worker has given up on it, and often after what the worker did next.
            timeline.After(Patience + dice.Seconds(0, 20), () => _ = IsDown ? null : ask());
            timeline.After(Patience, () => worker.Observe(new Observation.StoreFailed(verb)));
        }
        else
        {
            timeline.After(toStore, Arrive);
        }

        void Arrive()
        {
            if (IsDown || worker.IsCut)
            {
                Fail();
                return;
            }

            var answer = ask();
            if (dice.Chance(faults.LostReplies) || worker.IsCut)
            {
                Fail();
            }
            else
            {
                timeline.After(dice.Milliseconds(0, 5), () => worker.Observe(answer));
            }
        }

        // Refused at once, or silence until patience ends.
        void Fail() =>
            timeline.After(dice.Chance(0.5) ? dice.Milliseconds(0, 10) : Patience, () => worker.Observe(new Observation.StoreFailed(verb)));
    }

    /// <summary>Tells a worker that there may be something to claim; may be lost.</summary>
    public void Wake(SimulatedWorker worker)
    {
        if (!dice.Chance(faults.LostWakes))
        {
            timeline.After(dice.Milliseconds(0, 5), () => worker.Observe(new Observation.Woke()));
        }
    }
}
