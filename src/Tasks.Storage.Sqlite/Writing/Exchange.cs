using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// An exchange on its way to the writer. One that only asks, after one that asked the same and found nothing, is answered from that one for
/// as long as nobody has written and nothing has become due since: so a worker with nothing to do costs no statement a poll, and no lock.
/// </summary>
internal sealed class Exchange(ExchangeRequest request, TimeProvider clock, CancellationToken abandoned)
    : Write<ExchangeAnswer>(ledger => Exchanging.Exchange(ledger, request), abandoned)
{
    private readonly ExchangeRequest request = request;

    /// <summary>Takes over what an earlier exchange answered, where a run now could give no other answer.</summary>
    /// <param name="earlier">The last write there was, committed and alone in its transaction.</param>
    public bool TryRepeat(Exchange earlier)
    {
        var now = Instant.From(clock.GetUtcNow());
        if (!OnlyAsks || !AsksAs(earlier.request) || earlier.Given is not { } found || !IsStillSo(found, now))
        {
            return false;
        }

        Given = found with { At = now, Settled = [] };
        return true;
    }

    private bool OnlyAsks => request is { Settlements.Count: 0, Starts.Count: 0, Claim: not null };

    private static bool IsStillSo(ExchangeAnswer found, Instant now) =>
        found is { Standing: SessionStanding.Live, Claimed.Count: 0 } && found.At <= now && (found.NextDueAt is not { } due || now < due);

    // Where nothing could be taken, neither how much, nor how large, nor which queue first makes a difference.
    private bool AsksAs(ExchangeRequest other) =>
        request.Session == other.Session
        && request.Turn == other.Turn
        && other.Claim is { } claim
        && AreSame(request.Claim!.Queues, claim.Queues);

    private static bool AreSame(QueueSelection one, QueueSelection other) =>
        one.Names.AsSpan().SequenceEqual(other.Names.AsSpan())
        && one.Excluded.SetEquals(other.Excluded)
        && one.Limits.Count == other.Limits.Count
        && one.Limits.All(limit => other.Limits.TryGetValue(limit.Key, out var most) && most == limit.Value);
}
