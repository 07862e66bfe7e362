using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Records one outcome in a transaction that is open: the row is locked and read, the domain decides, the row is written. The lock stays
/// until the transaction ends, so nobody takes the task away between the decision and the commit.
/// </summary>
internal static class Settling
{
    public static async Task<MoveAnswer> SettleAsync(
        Lane lane,
        Statements statements,
        Settlement settlement,
        CancellationToken cancellationToken
    )
    {
        var (hold, outcome, metadata) = settlement;
        var (now, locked) = await LockAsync(lane, new Query(statements.Tasks.Lock).With([hold.Id.Value]), cancellationToken);
        var ledger = new Ledger(locked);
        var decision = ledger.Move(
            hold.Id,
            task => TaskLifecycle.Settle(metadata is { } text ? task with { Metadata = text } : task, hold.Lease, outcome, now)
        );
        if (ledger.Changes is { Count: > 0 } changes)
        {
            await lane.ExecuteAsync([TaskWriting.Write(statements.Tasks, changes)], cancellationToken);
        }

        return MoveAnswer.Of(decision, now);
    }

    private static async Task<(Instant Now, List<TaskRecord> Locked)> LockAsync(Lane lane, Query task, CancellationToken cancellationToken)
    {
        // The moment after the wait for the lock.
        await using var reader = await lane.ReadAsync([task, new($"SELECT {Moment.OfStatement}")], cancellationToken);
        var rows = new RowReader(reader);
        var locked = new List<TaskRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            locked.Add(rows.Read());
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new(reader.GetInt64(0)), locked);
    }
}
