using System.Collections.Immutable;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>The one hot round trip: when it leaves, what it carries, and what its answer means.</summary>
internal sealed partial class Thought
{
    private void ExchangeIfNeeded()
    {
        if (state.Session is not { } session || state.InFlight is not null || state.IsInDoubt || !MaySpeak || IsUnderWay(StoreVerb.Close))
        {
            return;
        }

        var isPollDue = IsWorking && now >= state.Clock.PollAt;
        var mustSend = !outcomes.IsEmpty || !state.Starts.IsEmpty;
        var settlements = NextSettlements();
        var claim = mustSend || isPollDue || state.IsWoken || state.IsHungry ? NextClaim(settlements.Count) : null;
        if (!mustSend && !isPollDue && claim is null)
        {
            return;
        }

        var request = new ExchangeRequest(session, state.Turn, settlements, StillRunning(state.Starts), claim);
        var pollAt = now + Jittered(Settings.PollInterval);
        state = state with { InFlight = request, Starts = [], Clock = state.Clock with { PollAt = pollAt } };
        if (claim is not null)
        {
            state = state with { IsWoken = false };
        }

        Want(new Effect.Exchange(request));
    }

    /// <summary>The outcomes that fit one exchange, in the order in which they were reached.</summary>
    private List<Settlement> NextSettlements()
    {
        var atMost = state.SplitTo ?? WorkerSettings.MaxBatch;
        var batch = new List<Settlement>(Math.Min(atMost, counts.Ended));
        var bytes = 0L;
        while (!outcomes.IsEmpty && batch.Count < atMost)
        {
            var next = outcomes.Peek();
            bytes += next.Outcome is Outcome.Succeeded(var value) ? value.ByteCount : 0;
            if (bytes > ClaimRequest.DefaultMaxBytes && batch.Count > 0)
            {
                break;
            }

            outcomes = outcomes.Dequeue();
            batch.Add(next);
        }

        return batch;
    }

    /// <summary>What to take: as deep as short tasks need, never more than may still be started, and nothing while outcomes pile up.</summary>
    private ClaimRequest? NextClaim(int settling)
    {
        var free = Settings.Concurrency - Occupied - counts.Waiting;
        var count = Math.Min(state.Depth - Occupied - counts.Waiting, WorkerSettings.MaxBatch);
        if (Settings.MaxTasks is { } most)
        {
            count = Math.Min(count, most - invoked - counts.Waiting - counts.Confirming);
        }

        // A full house asks for no more, whatever the depth: what is claimed ahead must be near its start.
        var isBlocked = !IsWorking || state.IsIsolated || !outcomes.IsEmpty || (free <= 0 && settling == 0);
        return isBlocked || count <= 0
            ? null
            : new(count, Math.Clamp(free, 0, count), LimitedQueues(), state.ServedFirst, ClaimRequest.DefaultMaxBytes);
    }

    private QueueSelection LimitedQueues()
    {
        if (Settings.QueueConcurrency.IsEmpty)
        {
            return Settings.Queues;
        }

        var limits = Settings.QueueConcurrency.ToBuilder();
        foreach (var task in held.Values)
        {
            var queue = task.Task.Call.Definition.Queue;
            if (task.Phase != HeldPhase.Ended && limits.TryGetValue(queue, out var limit))
            {
                limits[queue] = Math.Max(0, limit - 1);
            }
        }

        return Settings.Queues with
        {
            Limits = limits.ToImmutable(),
        };
    }

    /// <summary>Starts worth reporting: those whose outcome does not say it already.</summary>
    private ImmutableArray<Hold> StillRunning(ImmutableList<Hold> starts) =>
        starts.IsEmpty ? [] : [.. starts.Where(start => Find(start) is { Phase: HeldPhase.Running or HeldPhase.Confirming })];

    private void OnExchanged(ExchangeAnswer answer)
    {
        if (state.InFlight is not { } request)
        {
            return;
        }

        state = state with { InFlight = null, SplitTo = null };
        Answered(StoreVerb.Exchange);
        for (var index = 0; index < request.Settlements.Count; index++)
        {
            OnSettled(request.Settlements[index], answer.Settled[index], answer.At);
        }

        if (request.Session != state.Session)
        {
            // It was sent under a session that has been declared lost since: what it claimed is taken back by whoever sweeps.
            return;
        }

        if (answer.Standing == SessionStanding.Lost)
        {
            LoseSession();
            return;
        }

        OnStartsRecorded(request.Starts);
        OnCancelRequests(answer.CancelRequests);
        if (request.Claim is { } claim)
        {
            OnClaimed(claim, answer);
        }
    }

    private void OnSettled(Settlement settlement, SettleAnswer answer, Instant at)
    {
        if (Find(settlement.Hold) is not { Phase: HeldPhase.Ended } task)
        {
            return;
        }

        Drop(task);
        Want(new Effect.Tell(task.Task, settlement, answer, at));
        if (answer.Verdict is Verdict.Stale or Verdict.Missing)
        {
            Report(new WorkerReport.LeaseLost(settlement.Hold));
        }
    }

    private void OnStartsRecorded(IReadOnlyList<Hold> starts)
    {
        foreach (var start in starts)
        {
            if (Find(start) is not { Phase: HeldPhase.Confirming } task)
            {
                continue;
            }

            if (MayStart)
            {
                Invoke(task);
            }
            else
            {
                End(task, Outcome.GivenBack, null);
            }
        }
    }

    private void OnClaimed(ClaimRequest claim, ExchangeAnswer answer)
    {
        Adapt();
        state = state with { IsHungry = answer.Claimed.Count == claim.Count };
        if (answer.NextDueAt is { } due)
        {
            var wakeAt = now + (due - answer.At);
            state = state with { Clock = state.Clock with { PollAt = wakeAt < state.Clock.PollAt ? wakeAt : state.Clock.PollAt } };
        }

        if (answer.Claimed.Count == 0)
        {
            StopIfIdle();
            return;
        }

        state = state with { ServedFirst = answer.Claimed[0].Call.Definition.Queue };
        foreach (var task in answer.Claimed)
        {
            Take(task);
        }
    }

    /// <summary>
    /// Throughput is slots over (exchange + run time): short tasks want more than the free slots, long ones must not be held unstarted. So
    /// the depth doubles when everything ended before the next claim arrived, and halves when much was left unstarted.
    /// </summary>
    private void Adapt()
    {
        if (state.IsHungry && Occupied == 0 && counts.Waiting == 0)
        {
            state = state with { Depth = Math.Min(state.Depth * 2, Math.Max(Settings.Concurrency, WorkerSettings.MaxBatch)) };
        }
        else if (counts.Waiting > state.Depth / 2)
        {
            state = state with { Depth = Math.Max(Settings.Concurrency, state.Depth / 2) };
        }
    }

    private void Take(TaskRecord task)
    {
        if (held.TryGetValue(task.Id, out var before))
        {
            if (before.Task.Lease >= task.Lease)
            {
                Report(new WorkerReport.DeliveredTwice(task.Hold));
                return;
            }

            // A newer lease proves that the older one is gone, whatever became of its run.
            Lose(before);
        }

        Put(new(task, HeldPhase.Waiting));
        if (!IsWorking)
        {
            End(held[task.Id], Outcome.GivenBack, null);
        }
        else if (task.IsSuspect)
        {
            suspects = suspects.Enqueue(task.Id);
        }
        else
        {
            waiting = waiting.Enqueue(task.Id);
        }
    }

    /// <summary>Nobody knows what became of the exchange in flight: its outcomes are sent again, its claims are given back by reconciling.</summary>
    private void TakeBackExchange()
    {
        if (state.InFlight is not { } request)
        {
            return;
        }

        PutBack(request);
        state = state with { InFlight = null, IsWoken = true, IsInDoubt = state.IsInDoubt || request.Session == state.Session };
    }

    private void PutBack(ExchangeRequest request)
    {
        outcomes = [.. request.Settlements, .. outcomes];
        state = state with { Starts = state.Starts.InsertRange(0, request.Starts) };
    }

    /// <summary>
    /// The store will never take the exchange as it was. Half of it is tried, until the culprit stands alone; that one is settled as failed,
    /// and the rest goes on.
    /// </summary>
    private void OnRefused(string sentence)
    {
        if (state.InFlight is not { } request)
        {
            return;
        }

        state = state with { InFlight = null };
        if (request.Settlements.Count != 1)
        {
            PutBack(request);
            state = state with { SplitTo = Math.Max(1, request.Settlements.Count / 2), IsWoken = true };
            if (request.Settlements.Count == 0)
            {
                OnStoreFailed(StoreVerb.Exchange);
            }

            return;
        }

        var culprit = request.Settlements[0];
        Report(new WorkerReport.OutcomeRefused(culprit.Hold, sentence));
        state = state with { Starts = state.Starts.InsertRange(0, request.Starts), IsWoken = true };
        if (culprit.Outcome is Outcome.Failed { Failure.ExceptionType: Failure.NotStorableType })
        {
            // Not even that can be stored: the store takes the task back when it hears that nobody here knows it.
            if (Find(culprit.Hold) is { } task)
            {
                Drop(task);
            }

            state = state with { IsInDoubt = true };
            return;
        }

        outcomes = [new(culprit.Hold, new Outcome.Failed(Failure.NotStorable(sentence))), .. outcomes];
    }
}
