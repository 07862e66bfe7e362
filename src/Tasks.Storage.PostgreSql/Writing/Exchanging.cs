using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
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
    public async Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken)
    {
        var answers = new SettleAnswer?[request.Settlements.Count];
        if (!IsOrdinary(request))
        {
            return await lanes.UseAsync(lane => DecideAsync(lane, request, answers, null, cancellationToken), cancellationToken);
        }

        var told = await lanes.UseAsync(lane => SettleAndClaimAsync(lane, request, answers, cancellationToken), cancellationToken);
        if (Array.Exists(answers, answer => answer is { Verdict: Verdict.Applied }))
        {
            news.Tell();
        }

        return Array.TrueForAll(answers, answer => answer is not null)
            ? told
            : await lanes.UseAsync(
                lane => DecideAsync(lane, request with { Starts = [] }, answers, told.At, cancellationToken),
                cancellationToken
            );
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
        var query = ExchangeQuery.Of(statements.Exchanges, request, settlements, request.Starts, null);
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
