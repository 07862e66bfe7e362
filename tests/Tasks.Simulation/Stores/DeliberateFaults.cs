using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Simulation;

/// <summary>Stores that break one rule each, to see whether the simulator would notice.</summary>
internal static class DeliberateFaults
{
    /// <summary>Takes any outcome for a running task, whatever lease it was reached under.</summary>
    public sealed class NoLeaseCheck : SimulatedStore
    {
        protected override (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now) =>
            model.Exchange(request with { Settlements = [.. request.Settlements.Select(one => UnderCurrentLease(model, one))] }, now);

        private static Settlement UnderCurrentLease(StoreModel model, Settlement settlement) =>
            model.Tasks.TryGetValue(settlement.Hold.Id, out var task) ? settlement with { Hold = task.Hold } : settlement;
    }

    /// <summary>Takes tasks from lost sessions as if their methods had never been called.</summary>
    public sealed class CrashesUncounted : SimulatedStore
    {
        protected override (SweepAnswer Answer, StoreModel After) Sweep(StoreModel model, int limit, Instant now)
        {
            var forgetful = model with
            {
                Tasks = model.Tasks.SetItems(
                    model
                        .Tasks.Where(task => task.Value.State is TaskState.Running)
                        .Select(task => KeyValuePair.Create(task.Key, Unstarted(task.Value)))
                ),
            };
            var (answer, after) = forgetful.Sweep(limit, now);
            var taken = answer.Changes.ToDictionary(change => change.Becomes.Id, change => change.Becomes);
            return (answer, after with { Tasks = model.Tasks.SetItems(taken) });
        }

        private static TaskRecord Unstarted(TaskRecord task) =>
            task with
            {
                State = (TaskState.Running)task.State with { IsStarted = false },
            };
    }

    /// <summary>Says yes to a reconciliation and does nothing, while beats keep the session and all its leases alive.</summary>
    public sealed class NoReconciliation : SimulatedStore
    {
        protected override (ReconcileAnswer Answer, StoreModel After) Reconcile(
            StoreModel model,
            SessionId session,
            long turn,
            IReadOnlyList<Hold> held,
            Instant now
        ) => (new(now, SessionStanding.Live, [], []), model);
    }

    /// <summary>Leaves the attempt of a task that was given back in its history.</summary>
    public sealed class GiveBackCounts : SimulatedStore
    {
        protected override (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now)
        {
            var (answer, after) = model.Exchange(request, now);
            var given = request
                .Settlements.Where((one, index) => one.Outcome is Outcome.Released && answer.Settled[index].Verdict == Verdict.Applied)
                .Select(one => after.Tasks[one.Hold.Id]);
            return (answer, after with { Tasks = after.Tasks.SetItems(given.Select(task => KeyValuePair.Create(task.Id, Counted(task)))) });
        }

        private static TaskRecord Counted(TaskRecord task) =>
            task with
            {
                History = task.History with { Attempts = task.History.Attempts + 1 },
            };
    }

    /// <summary>Tells workers that something was paused, and not what.</summary>
    public sealed class PausesUntold : SimulatedStore
    {
        protected override (BeatAnswer Answer, StoreModel After) Beat(StoreModel model, Beat beat, Instant now)
        {
            var (answer, after) = model.Beat(beat, now);
            return (answer with { Pauses = new(answer.Pauses.Number, []) }, after);
        }

        protected override (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now)
        {
            var (answer, after) = model.Exchange(request, now);
            return (answer with { Pauses = new(answer.Pauses.Number, []) }, after);
        }
    }

    /// <summary>Tells workers of no pause at all.</summary>
    public sealed class PausesHushed : SimulatedStore
    {
        protected override (BeatAnswer Answer, StoreModel After) Beat(StoreModel model, Beat beat, Instant now)
        {
            var (answer, after) = model.Beat(beat, now);
            return (answer with { Pauses = default }, after);
        }

        protected override (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now)
        {
            var (answer, after) = model.Exchange(request, now);
            return (answer with { Pauses = default }, after);
        }
    }

    /// <summary>Deletes what has finished, however young.</summary>
    public sealed class PrunesTheYoung : SimulatedStore
    {
        protected override (PruneAnswer Answer, StoreModel After) Prune(StoreModel model, PruneRequest request, Instant now) =>
            model.Prune(request with { Retention = new(TimeSpan.Zero, TimeSpan.Zero) }, now);
    }

    /// <summary>Deletes what was enqueued long enough ago, whatever became of it.</summary>
    public sealed class PrunesTheLiving : SimulatedStore
    {
        protected override (PruneAnswer Answer, StoreModel After) Prune(StoreModel model, PruneRequest request, Instant now)
        {
            var old = model.Tasks.Where(task => task.Value.EnqueuedAt + (request.Retention.Finished ?? TimeSpan.Zero) <= now);
            return (new(now, 0, null), model with { Tasks = model.Tasks.RemoveRange(old.Select(task => task.Key)) });
        }
    }

    /// <summary>Takes an outcome that came before once more.</summary>
    public sealed class SettlesTwice : SimulatedStore
    {
        protected override (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now)
        {
            var again = request
                .Settlements.Select(one => (one, Task: model.Tasks.GetValueOrDefault(one.Hold.Id)))
                .Where(pair => pair.Task is { State: not TaskState.Running } task && task.Lease == pair.one.Hold.Lease)
                .Select(pair => KeyValuePair.Create(pair.one.Hold.Id, Reopened(pair.Task!, request.Session)));
            return (model with { Tasks = model.Tasks.SetItems(again) }).Exchange(request, now);
        }

        private static TaskRecord Reopened(TaskRecord task, SessionId session) =>
            task with
            {
                State = new TaskState.Running(session, true, false),
            };
    }
}
