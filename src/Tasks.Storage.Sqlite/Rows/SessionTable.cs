using Tasks.Domain.Leasing;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>The table of sessions. Tasks name a session by the key of its row, which no later session gets again.</summary>
internal sealed class SessionTable(StatementSet statements, TableNames names)
{
    private const string Columns = "key, id, ends_at, turn, is_lost, serves";

    private readonly string table = "main." + names.Sessions;

    private Statement ById => field ??= statements.Keep($"SELECT {Columns} FROM {table} WHERE id = ?1");

    private Statement Every => field ??= statements.Keep($"SELECT {Columns} FROM {table}");

    private Statement Insertion =>
        field ??= statements.Keep(
            $"INSERT INTO {table} (id, ends_at, turn, is_lost, serves) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING"
        );

    private Statement Writing => field ??= statements.Keep($"UPDATE {table} SET ends_at = ?2, turn = ?3, is_lost = ?4 WHERE key = ?1");

    private Statement Deletion => field ??= statements.Keep($"DELETE FROM {table} WHERE key = ?1");

    /// <summary>The session; null where there is none.</summary>
    public StoredSession? Find(SessionId id)
    {
        ById.Bind(1, id.Value);
        StoredSession? found = ById.Step() ? Read(ById) : null;
        ById.Reset();
        return found;
    }

    /// <summary>Every session: as many as there are workers, and a few.</summary>
    public List<StoredSession> All()
    {
        var all = new List<StoredSession>();
        while (Every.Step())
        {
            all.Add(Read(Every));
        }

        Every.Reset();
        return all;
    }

    /// <summary>Adds a session; one whose id is there already stays as it is.</summary>
    public void Insert(Session session)
    {
        Insertion.Bind(1, session.Id.Value);
        Insertion.Bind(2, session.EndsAt);
        Insertion.Bind(3, session.Turn);
        Insertion.Bind(4, session.IsLost);
        Insertion.Bind(5, session.Profile.Serves.Value);
        Insertion.Execute();
    }

    public void Write(long key, Session session)
    {
        Writing.Bind(1, key);
        Writing.Bind(2, session.EndsAt);
        Writing.Bind(3, session.Turn);
        Writing.Bind(4, session.IsLost);
        Writing.Execute();
    }

    public void Delete(long key)
    {
        Deletion.Bind(1, key);
        Deletion.Execute();
    }

    private static StoredSession Read(Statement row) =>
        new(
            row.Long(0),
            new(
                SessionId.Stored(row.Text(1)),
                row.Moment(2),
                row.Moment(2),
                row.Moment(2),
                row.Long(3),
                row.Flag(4),
                WorkerProfile.Unknown with
                {
                    Serves = QueueText.Stored(row.Text(5)),
                }
            )
        );
}
