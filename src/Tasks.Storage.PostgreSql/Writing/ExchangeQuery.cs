using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Claiming;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Puts an exchange into the parameters of <see cref="ExchangeSql"/>.</summary>
internal static class ExchangeQuery
{
    /// <summary>The statement for one exchange.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="request">Who speaks, and what to claim.</param>
    /// <param name="successes">What to settle: successes only, each task once.</param>
    /// <param name="starts">What has started since: no task among them that is settled.</param>
    /// <param name="now">The moment of an exchange that began in an earlier transaction.</param>
    /// <param name="from">Where the claim goes on; null for the beginning.</param>
    public static Query Of(
        ExchangeSql sql,
        ExchangeRequest request,
        IReadOnlyList<Settlement> successes,
        IReadOnlyList<Hold> starts,
        Instant? now,
        ClaimPosition? from = null
    )
    {
        var query = new Query(request.Claim is { } asked ? sql.Claiming(ClaimShape.Of(asked, from)) : sql.Settling)
            .With(request.Session.Value)
            .With(request.Turn)
            .With(now)
            .With(Each(successes, success => (string?)success.Hold.Id.Value))
            .With(Each(successes, success => success.Hold.Lease))
            .With(Each(successes, success => TaskWriting.BytesUnless(((Outcome.Succeeded)success.Outcome).Value, JsonText.Null)))
            .With(Each(successes, success => success.Metadata is { } metadata ? TaskWriting.Bytes(metadata) : null))
            .With(Each(starts, start => (string?)start.Id.Value))
            .With(Each(starts, start => start.Lease));
        return request.Claim is { } claim ? WithClaim(query, claim, from) : query;
    }

    private static Query WithClaim(Query query, ClaimRequest claim, ClaimPosition? from)
    {
        var queues = claim.Queues;
        var named = queues.IsOpen ? queues.Excluded : queues.Names.Distinct();
        query
            .With(claim.Count)
            .With(claim.StartNow)
            .With(named.Select(queue => (string?)queue.Value).ToArray())
            .With(claim.After?.Value)
            .With(claim.MaxBytes);
        if (from is not null)
        {
            return query.With(from.Priority).With(from.DueAt);
        }

        return queues.Limits.Count == 0
            ? query
            : query.With(queues.Limits.Keys.Select(queue => (string?)queue.Value).ToArray()).With(queues.Limits.Values.ToArray());
    }

    private static TPart[] Each<T, TPart>(IReadOnlyList<T> items, Func<T, TPart> part)
    {
        var parts = new TPart[items.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = part(items[index]);
        }

        return parts;
    }
}
