using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>The one hot round trip: when it leaves, what it carries, and what its answer means.</summary>
internal sealed partial class Thought
{
    private void ExchangeIfNeeded()
    {
        if (state.Session is not { } session || inFlight is not null || state.IsInDoubt || !MaySpeak || IsUnderWay(StoreVerb.Close))
        {
            return;
        }

        var isPollDue = (IsWorking && now >= clock.PollAt) || MayBeResumed;
        var begun = TakeStarts(outcomes.IsEmpty ? starts.Count : ripeStarts);
        var mustSend = !outcomes.IsEmpty || begun.Count > 0;
        var settlements = NextSettlements();
        var claim = mustSend || isPollDue || isWoken || isHungry ? NextClaim(settlements.Count) : null;
        if (!mustSend && !isPollDue && claim is null)
        {
            return;
        }

        var request = new ExchangeRequest(session, state.Turn, settlements, begun, claim);
        var pollAt = now + Jittered(Settings.PollInterval);
        inFlight = request;
        ripeStarts = starts.Count;
        clock = clock with { PollAt = pollAt };
        if (claim is not null || IsWhollyPaused)
        {
            isWoken = false;
        }

        Want(new Effect.Exchange(request));
    }

    /// <summary>The outcomes that fit one exchange, in the order in which they were reached.</summary>
    private List<Settlement> NextSettlements()
    {
        var atMost = splitTo ?? WorkerSettings.MaxBatch;
        if (outcomeBytes <= ClaimRequest.DefaultMaxBytes && outcomes.TryTakeAll(atMost, out var all))
        {
            return all;
        }

        var batch = new List<Settlement>(Math.Min(atMost, counts.Ended));
        var bytes = 0L;
        while (!outcomes.IsEmpty && batch.Count < atMost)
        {
            bytes += SizeOf(outcomes.Peek());
            if (bytes > ClaimRequest.DefaultMaxBytes && batch.Count > 0)
            {
                break;
            }

            batch.Add(outcomes.Take());
        }

        return batch;
    }

    /// <summary>About how many bytes an outcome takes: its texts, which alone can be large.</summary>
    private static long SizeOf(Settlement settlement) =>
        (settlement.Metadata?.ByteCount ?? 0)
        + settlement.Outcome switch
        {
            Outcome.Succeeded(var value) => value.ByteCount,
            Outcome.Failed(var failure) => SizeOf(failure),
            Outcome.Retried(var failure, _) => SizeOf(failure),
            _ => 0,
        };

    private static long SizeOf(Failure failure) => failure.Message.Length + failure.Traceback.Length;

    /// <summary>
    /// Starts worth reporting: those whose outcome does not say it already. Where outcomes are on their way anyhow, a start waits for one
    /// exchange: most methods end before the next, and what is never written costs nothing.
    /// </summary>
    private List<Hold> TakeStarts(int count)
    {
        var running = new List<Hold>();
        ripeStarts = 0;
        while (count-- > 0)
        {
            var start = starts.Take();
            if (Find(start) is { Phase: HeldPhase.Running or HeldPhase.Confirming })
            {
                running.Add(start);
            }
        }

        return running;
    }

    private void OnExchanged(ExchangeAnswer answer)
    {
        if (inFlight is not { } request)
        {
            return;
        }

        inFlight = null;
        splitTo = null;
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

        Heed(answer.Pauses);
        OnStartsRecorded(request.Starts);
        OnCancelRequests(answer.CancelRequests);
        if (request.Claim is { } claim)
        {
            OnClaimed(claim, answer);
        }
        else if (IsWhollyPaused)
        {
            StopIfIdle();
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

    private void OnStartsRecorded(IReadOnlyList<Hold> recorded)
    {
        foreach (var start in recorded)
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

    /// <summary>Nobody knows what became of the exchange in flight: its outcomes are sent again, its claims are given back by reconciling.</summary>
    private void TakeBackExchange()
    {
        if (inFlight is not { } request)
        {
            return;
        }

        PutBack(request);
        inFlight = null;
        state = state with { IsInDoubt = state.IsInDoubt || request.Session == state.Session };
    }

    private void PutBack(ExchangeRequest request)
    {
        outcomes.PutFirst(request.Settlements);
        PutStartsBack(request);
    }

    private void PutStartsBack(ExchangeRequest request)
    {
        starts.PutFirst(request.Starts);
        ripeStarts += request.Starts.Count;
    }

    /// <summary>
    /// The store will never take the exchange as it was. Half of it is tried, until the culprit stands alone; that one is settled as failed,
    /// and the rest goes on.
    /// </summary>
    private void OnRefused(string sentence)
    {
        if (inFlight is not { } request)
        {
            return;
        }

        inFlight = null;
        if (request.Settlements.Count != 1)
        {
            PutBack(request);
            splitTo = Math.Max(1, request.Settlements.Count / 2);
            isWoken = true;
            if (request.Settlements.Count == 0)
            {
                OnStoreFailed(StoreVerb.Exchange);
            }

            return;
        }

        var culprit = request.Settlements[0];
        Report(new WorkerReport.OutcomeRefused(culprit.Hold, sentence));
        PutStartsBack(request);
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

        outcomes.PutFirst([new(culprit.Hold, new Outcome.Failed(Failure.NotStorable(sentence)))]);
    }
}
