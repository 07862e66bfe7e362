using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// The way of everything that is not hot, two trips: begin, lock and read; the domain decides; write and commit. What is locked first is
/// read in a statement of its own, and what is decided upon in a later one, which sees whatever the wait for the lock has let pass.
/// </summary>
internal sealed class LockedStep
{
    private LockedStep(Instant now, StoredSession? session, Ledger ledger) => (Now, Session, Ledger) = (now, session, ledger);

    /// <summary>The store's moment.</summary>
    public Instant Now { get; }

    /// <summary>The session that was locked; null where none was asked for, or there is none.</summary>
    public StoredSession? Session { get; }

    /// <summary>The tasks that were locked.</summary>
    public Ledger Ledger { get; }

    /// <summary>Begins the transaction.</summary>
    /// <param name="lane">Where.</param>
    /// <param name="session">Locks the session; null for none.</param>
    /// <param name="tasks">Locks the tasks.</param>
    /// <param name="isWhole">Whether the tasks are read with arguments and result.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    public static async Task<LockedStep> BeginAsync(
        Lane lane,
        Query? session,
        Query tasks,
        bool isWhole,
        CancellationToken cancellationToken
    )
    {
        List<Query> queries = [new("BEGIN ISOLATION LEVEL READ COMMITTED"), new($"SELECT {Moment.OfTransaction}")];
        queries.AddRange(session is null ? [] : [session]);
        queries.Add(tasks);
        await using var reader = await lane.ReadAsync(queries, cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = new Instant(reader.GetInt64(0));
        await reader.NextResultAsync(cancellationToken);
        StoredSession? found = null;
        if (session is not null)
        {
            found = await reader.ReadAsync(cancellationToken) ? StoredSession.Read(reader) : null;
            await reader.NextResultAsync(cancellationToken);
        }

        var rows = new RowReader(reader);
        var locked = new List<TaskRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            locked.Add(isWhole ? rows.Read() : rows.ReadLean());
        }

        await reader.NextResultAsync(cancellationToken);
        return new(now, found, new(locked));
    }

    /// <summary>Writes what was decided, and whatever else belongs to the step, and commits.</summary>
    public Task CommitAsync(Lane lane, Statements statements, IEnumerable<Query> besides, CancellationToken cancellationToken) =>
        lane.ExecuteAsync([.. Writes(statements), .. besides, new("COMMIT")], cancellationToken);

    /// <summary>The statement that writes what was decided; none where nothing was.</summary>
    public IEnumerable<Query> Writes(Statements statements) =>
        Ledger.Changes is { Count: > 0 } changes ? [TaskWriting.Write(statements.Tasks, changes)] : [];
}
