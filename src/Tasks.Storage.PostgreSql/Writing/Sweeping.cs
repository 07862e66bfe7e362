using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Declares sessions that have ended lost, and takes from lost ones what they hold, a few tasks at a time. Sessions are locked first and
/// looked at again under the lock: one that was beaten meanwhile is left alone, and one that claims meanwhile is waited for.
/// </summary>
internal sealed class Sweeping(LanePool lanes, Statements statements, News news)
{
    private SessionSql Sql => statements.Sessions;

    public async Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        var (now, isAny) = await lanes.UseAsync(lane => LookAsync(lane, cancellationToken), cancellationToken, isRepeatable: true);
        return isAny ? await lanes.UseAsync(lane => SweepAsync(lane, limit, cancellationToken), cancellationToken) : new(now, [], []);
    }

    private async Task<(Instant Now, bool IsAny)> LookAsync(Lane lane, CancellationToken cancellationToken)
    {
        await using var reader = await lane.ReadAsync([new(Sql.IsAnythingToSweep)], cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new(reader.GetInt64(0)), reader.GetBoolean(1));
    }

    private async Task<SweepAnswer> SweepAsync(Lane lane, int limit, CancellationToken cancellationToken)
    {
        var (now, lost) = await LockSessionsAsync(lane, cancellationToken);
        var over = lost.Where(stored => !stored.Session.IsLost).ToList();
        var ledger = await TakeAsync(lane, Keys(over), limit, cancellationToken);
        var changes = new List<TaskChange>();
        foreach (var orphan in ledger.Tasks.OrderBy(task => task.Id).ToList())
        {
            if (ledger.Move(orphan.Id, task => TaskLifecycle.Lose(task, now)).Allows(out var change, out _))
            {
                changes.Add(change);
            }
        }

        IEnumerable<Query> writes = ledger.Changes is { Count: > 0 } decided ? [TaskWriting.Write(statements.Tasks, decided)] : [];
        await lane.ExecuteAsync([.. writes, new Query(Sql.DeleteEmptied).With(Keys(lost)), new("COMMIT")], cancellationToken);
        news.Tell(ledger);
        return new(now, [.. over.Select(stored => stored.Session.Id)], changes);
    }

    private async Task<(Instant Now, List<StoredSession> Lost)> LockSessionsAsync(Lane lane, CancellationToken cancellationToken)
    {
        await using var reader = await lane.ReadAsync(
            [new("BEGIN ISOLATION LEVEL READ COMMITTED"), new($"SELECT {Moment.OfTransaction}"), new(Sql.LockOver)],
            cancellationToken
        );
        await reader.ReadAsync(cancellationToken);
        var now = new Instant(reader.GetInt64(0));
        await reader.NextResultAsync(cancellationToken);
        var lost = new List<StoredSession>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lost.Add(StoredSession.Read(reader));
        }

        return (now, lost);
    }

    private async Task<Ledger> TakeAsync(Lane lane, long[] over, int limit, CancellationToken cancellationToken)
    {
        await using var reader = await lane.ReadAsync(
            [new Query(Sql.MarkLost).With(over), new Query(statements.Tasks.LockOrphans).With(limit)],
            cancellationToken
        );
        var rows = new RowReader(reader);
        var orphans = new List<TaskRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            orphans.Add(rows.Read());
        }

        return new(orphans);
    }

    private static long[] Keys(IEnumerable<StoredSession> sessions) => [.. sessions.Select(stored => stored.Key)];
}
