using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Claiming;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>The hot round trip: settles, notes starts, claims.</summary>
internal static class Exchanging
{
    private static readonly SettleAnswer Succeeded = new(Verdict.Applied, Status.Successful);

    public static ExchangeAnswer Exchange(Ledger ledger, ExchangeRequest request)
    {
        var now = ledger.Now();
        var settled = SettleAll(ledger, request.Settlements, now);
        ledger.Start(request.Starts);

        var session = ledger.Sessions.Find(request.Session);
        var standing = session?.Session.StandingFor(request.Turn) ?? SessionStanding.Lost;
        List<TaskRecord> claimed = [];
        Instant? nextDueAt = null;
        if (request.Claim is { } claim && session is { } live && standing == SessionStanding.Live)
        {
            var walk = new ClaimWalk(ledger.Ready, claim, now);
            claimed = Claim(ledger, live.Session.Id, live.Key, walk, claim.StartNow, now);
            nextDueAt = claimed.Count < claim.Count ? walk.NextDueAt() : null;
        }

        var cancels = session is { } known ? ledger.Tasks.CancelRequestsOf(known.Key) : [];
        return new(now, standing, settled, claimed, cancels, nextDueAt, ledger.Pauses);
    }

    // In their order, because the first of two outcomes for one task counts.
    private static SettleAnswer[] SettleAll(Ledger ledger, IReadOnlyList<Settlement> settlements, Instant now)
    {
        var answers = new SettleAnswer[settlements.Count];
        for (var index = 0; index < answers.Length; )
        {
            var plain = ledger.CountPlain(settlements, index);
            if (plain == 0)
            {
                answers[index] = Settle(ledger, settlements[index], now);
                index++;
            }
            else if (ledger.SucceedTogether(settlements, index, plain, now))
            {
                answers.AsSpan(index, plain).Fill(Succeeded);
                index += plain;
            }
            else
            {
                for (var end = index + plain; index < end; index++)
                {
                    answers[index] = ledger.Succeed(settlements[index], now) ? Succeeded : Settle(ledger, settlements[index], now);
                }
            }
        }

        return answers;
    }

    private static SettleAnswer Settle(Ledger ledger, Settlement settlement, Instant now)
    {
        var (hold, outcome, metadata) = settlement;
        if (ledger.Tasks.FindLean(hold.Id) is not { } stored)
        {
            return SettleAnswer.Refused(new TaskRefusal.NoSuchTask(hold.Id));
        }

        var task = metadata is { } text ? stored.Task with { Metadata = text } : stored.Task;
        return ledger
            .Write(stored.Key, TaskLifecycle.Settle(task, hold.Lease, outcome, now))
            .Match(SettleAnswer.Accepted, SettleAnswer.Refused);
    }

    private static List<TaskRecord> Claim(Ledger ledger, SessionId session, long sessionKey, ClaimWalk walk, int startNow, Instant now)
    {
        var chosen = walk.Choose();
        var claimed = new List<TaskRecord>(chosen.Count);
        var keys = new List<long>(chosen.Count);
        foreach (var stored in chosen)
        {
            var task = ledger.Tasks.WithArguments(stored).Task;
            var isStarted = claimed.Count < startNow && !task.IsSuspect;
            if (!TaskLifecycle.Claim(task, session, isStarted, now).Allows(out var change, out var refusal))
            {
                throw new InvalidOperationException(refusal.Sentence);
            }

            claimed.Add(change.Becomes);
            keys.Add(stored.Key);
        }

        ledger.WriteClaims(keys, claimed, sessionKey, now);
        return claimed;
    }
}
