using Tasks.Domain.Leasing;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>The table of sessions. Tasks name a session by the key of its row, which no later session gets again.</summary>
internal sealed class SessionTable(StatementSet statements, TableNames names)
{
    private const int Profile = 11;

    // What a session's worker knows of itself may be long, and exchanges have no use for it.
    private const string Lean = "key, id, opened_at, beaten_at, ends_at, turn, is_lost, serves, running, stuck, heeded";

    private readonly string table = "main." + names.Sessions;

    private Statement ById => field ??= statements.Keep($"SELECT {Lean} FROM {table} WHERE id = ?1");

    private Statement Every => field ??= statements.Keep($"SELECT {Lean}, profile FROM {table}");

    private Statement Insertion =>
        field ??= statements.Keep(
            $"""
            INSERT INTO {table} (id, opened_at, beaten_at, ends_at, turn, is_lost, serves, profile) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (id) DO NOTHING
            """
        );

    private Statement Writing =>
        field ??= statements.Keep(
            $"""
            UPDATE {table} SET beaten_at = ?2, ends_at = ?3, turn = ?4, is_lost = ?5, running = ?6, stuck = ?7, heeded = ?8
            WHERE key = ?1
            """
        );

    private Statement Deletion => field ??= statements.Keep($"DELETE FROM {table} WHERE key = ?1");

    /// <summary>The session, but for what its worker said of itself; null where there is none.</summary>
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
            var (key, session) = Read(Every);
            var profile = Every.IsNull(Profile) ? [] : Every.Utf8(Profile).ToArray();
            all.Add(new(key, session with { Profile = ProfileText.Read(profile, session.Profile.Serves) }));
        }

        Every.Reset();
        return all;
    }

    /// <summary>Adds a session; one whose id is there already stays as it is.</summary>
    public void Insert(Session session)
    {
        Insertion.Bind(1, session.Id.Value);
        Insertion.Bind(2, session.OpenedAt);
        Insertion.Bind(3, session.BeatenAt);
        Insertion.Bind(4, session.EndsAt);
        Insertion.Bind(5, session.Turn);
        Insertion.Bind(6, session.IsLost);
        Insertion.Bind(7, session.Profile.Serves.Value);
        Insertion.BindOrNull(8, ProfileText.Of(session.Profile));
        Insertion.Execute();
    }

    /// <summary>Writes whatever of a session changes after its opening.</summary>
    public void Write(long key, Session session)
    {
        Writing.Bind(1, key);
        Writing.Bind(2, session.BeatenAt);
        Writing.Bind(3, session.EndsAt);
        Writing.Bind(4, session.Turn);
        Writing.Bind(5, session.IsLost);
        Writing.Bind(6, session.Load.Running);
        Writing.BindOrNull(7, StuckText.Of(session.Load.Stuck));
        Writing.Bind(8, session.Heeded);
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
                row.Moment(3),
                row.Moment(4),
                row.Long(5),
                row.Flag(6),
                WorkerProfile.Unknown with
                {
                    Serves = QueueText.Stored(row.Text(7)),
                },
                new((int)row.Long(8), row.IsNull(9) ? default : StuckText.Read(row.Utf8(9))),
                row.Long(10)
            )
        );
}
