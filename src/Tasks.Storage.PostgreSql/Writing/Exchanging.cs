using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Claiming;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// The hot round trip: settles, notes starts, claims.
/// <code>
///   only successes ──► one statement ──► all settled? ──► that was it
///        │                                   │ no: a lease is gone, or an outcome was there already
///        │ no                                ▼
///        └────────────► lock and read ──► the domain decides ──► write and claim, commit
/// </code>
/// </summary>
internal sealed class Exchanging(LanePool lanes, Statements statements, News news)
{
    private readonly TimeProvider time = TimeProvider.System;
    private ClaimPosition? position;

    public async Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken)
    {
        var answers = new SettleAnswer?[request.Settlements.Count];
        if (!IsOrdinary(request))
        {
            return await lanes.UseAsync(lane => DecideAsync(lane, request, answers, null, cancellationToken), cancellationToken);
        }

        var from = request.Claim is { } claim && position is { } last && last.IsFor(claim, time) ? last : null;
        var since = time.GetTimestamp();
        var told = await lanes.UseAsync(lane => SettleAndClaimAsync(lane, request, answers, from, cancellationToken), cancellationToken);
        var isShort = NotePosition(request.Claim, from, told, time.GetElapsedTime(since));
        if (Array.Exists(answers, answer => answer is { Verdict: Verdict.Applied }))
        {
            news.Tell();
        }

        if (isShort && Array.TrueForAll(answers, answer => answer is not null))
        {
            return await ClaimOnAsync(request, told, cancellationToken);
        }

        return Array.TrueForAll(answers, answer => answer is not null)
            ? told
            : await lanes.UseAsync(
                lane => DecideAsync(lane, request with { Starts = [] }, answers, told.At, cancellationToken),
                cancellationToken
            );
    }

    /// <summary>Keeps where the claim ended; gives whether it went on from a position and was not filled.</summary>
    private bool NotePosition(ClaimRequest? claim, ClaimPosition? from, ExchangeAnswer told, TimeSpan took)
    {
        if (claim is null || told.Standing != SessionStanding.Live || !ClaimPosition.Fits(claim))
        {
            return false;
        }

        position = from is null ? ClaimPosition.After(claim, told.Claimed, took, time) : from.Next(claim, told.Claimed);
        return from is not null && position is null;
    }

    /// <summary>Claims from the beginning what is missing.</summary>
    private async Task<ExchangeAnswer> ClaimOnAsync(ExchangeRequest request, ExchangeAnswer told, CancellationToken cancellationToken)
    {
        var (claim, got) = (request.Claim!, told.Claimed);
        var bytes = got.Sum(task => (long)task.Call.Arguments.ByteCount);
        if (2 * bytes >= claim.MaxBytes)
        {
            // It may have been bytes that ended it.
            return told;
        }

        var rest = claim with
        {
            Count = claim.Count - got.Count,
            StartNow = Math.Max(0, claim.StartNow - got.Count),
            MaxBytes = claim.MaxBytes - bytes,
        };
        var answers = Array.Empty<SettleAnswer?>();
        var more = await lanes.UseAsync(
            lane =>
                SettleAndClaimAsync(lane, request with { Settlements = [], Starts = [], Claim = rest }, answers, null, cancellationToken),
            cancellationToken
        );
        return more with { At = told.At, Settled = told.Settled, Claimed = [.. got, .. more.Claimed] };
    }

    /// <summary>Whether all are successes, and no task is spoken of twice.</summary>
    private static bool IsOrdinary(ExchangeRequest request)
    {
        var settled = new HashSet<TaskId>(request.Settlements.Count);
        foreach (var settlement in request.Settlements)
        {
            if (settlement.Outcome is not Outcome.Succeeded || !settled.Add(settlement.Hold.Id))
            {
                return false;
            }
        }

        return settled.Count == 0 || request.Starts.All(start => !settled.Contains(start.Id));
    }

    private async Task<ExchangeAnswer> SettleAndClaimAsync(
        Lane lane,
        ExchangeRequest request,
        SettleAnswer?[] answers,
        ClaimPosition? from,
        CancellationToken cancellationToken
    )
    {
        var inOrder = new int[request.Settlements.Count];
        for (var index = 0; index < inOrder.Length; index++)
        {
            inOrder[index] = index;
        }

        // Whoever settles the same tasks elsewhere locks them in the same order.
        Array.Sort(inOrder, (one, other) => request.Settlements[one].Hold.Id.CompareTo(request.Settlements[other].Hold.Id));
        var settlements = Array.ConvertAll(inOrder, index => request.Settlements[index]);
        var query = ExchangeQuery.Of(statements.Exchanges, request, settlements, request.Starts, null, from);
        await using var reader = await lane.ReadAsync([query], cancellationToken);
        var (answer, settled) = await ExchangeReading.ReadAsync(reader, request, cancellationToken);
        Array.Clear(answers);
        foreach (var place in settled ?? [.. Enumerable.Range(1, inOrder.Length)])
        {
            answers[inOrder[place - 1]] = new(Verdict.Applied, Status.Successful);
        }

        var done = answer.CancelRequests.Count == 0 ? [] : settlements.Select(settlement => settlement.Hold).ToHashSet();
        return answer with
        {
            Settled = Array.ConvertAll(answers, told => told.GetValueOrDefault()),
            // Read as they were before: what has ended since is no request any more.
            CancelRequests = [.. answer.CancelRequests.Where(hold => !done.Contains(hold))],
        };
    }

    private async Task<ExchangeAnswer> DecideAsync(
        Lane lane,
        ExchangeRequest request,
        SettleAnswer?[] known,
        Instant? moment,
        CancellationToken cancellationToken
    )
    {
        var answers = (SettleAnswer?[])known.Clone();
        var ids = request.Settlements.Where((_, index) => answers[index] is null).Select(settlement => settlement.Hold.Id);
        var step = await LockedStep.BeginAsync(
            lane,
            new Query(statements.Sessions.Share).With(request.Session.Value),
            new Query(statements.Tasks.LockLean).With(Texts(ids.Concat(request.Starts.Select(start => start.Id)))),
            isWhole: false,
            cancellationToken
        );
        var now = moment ?? step.Now;
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] ??= Settle(step.Ledger, request.Settlements[index], now);
        }

        foreach (var start in request.Starts)
        {
            step.Ledger.Move(start.Id, task => TaskLifecycle.Start(task, start.Lease));
        }

        var claim = ExchangeQuery.Of(statements.Exchanges, request, [], [], now);
        ExchangeAnswer answer;
        await using (var reader = await lane.ReadAsync([.. step.Writes(statements), claim, new("COMMIT")], cancellationToken))
        {
            (answer, _) = await ExchangeReading.ReadAsync(reader, request, cancellationToken);
        }

        // What waits again may do so before the position.
        position = null;
        news.Tell(step.Ledger);
        return answer with { Settled = Array.ConvertAll(answers, told => told!.Value) };
    }

    private static SettleAnswer Settle(Ledger ledger, Settlement settlement, Instant now)
    {
        var (hold, outcome, metadata) = settlement;
        return ledger
            .Move(
                hold.Id,
                task => TaskLifecycle.Settle(metadata is { } text ? task with { Metadata = text } : task, hold.Lease, outcome, now)
            )
            .Match(SettleAnswer.Accepted, SettleAnswer.Refused);
    }

    private static string?[] Texts(IEnumerable<TaskId> ids) => [.. ids.Distinct().Select(id => id.Value)];
}
