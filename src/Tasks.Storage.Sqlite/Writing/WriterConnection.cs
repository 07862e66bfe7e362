using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>The one connection that writes, with the schema made: transactions, and the look for what others have written.</summary>
internal sealed class WriterConnection : IDisposable
{
    private readonly Database database;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement look;
    private readonly Statement version;
    private long? lastLook;
    private bool isVersionKnown;

    private WriterConnection(Database database, TableNames names, TimeProvider clock, int chunk)
    {
        this.database = database;
        SqliteSchema.Make(database.Statements, names);
        begin = database.Statements.Keep("BEGIN IMMEDIATE");
        commit = database.Statements.Keep("COMMIT");
        look = database.Statements.Keep("PRAGMA data_version");
        version = database.Statements.Keep(SqliteSchema.VersionQuery(names));
        Ledger = new(database.Statements, names, clock, chunk);
    }

    public Ledger Ledger { get; }

    public static WriterConnection Open(DatabasePlace place, TableNames names, SqliteBackendOptions options, TimeProvider clock)
    {
        var opened = Database.OpenWriter(place, options);
        try
        {
            return new(opened, names, clock, options.Chunk);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Begins a transaction that may write; gives whether others have written since the last look.</summary>
    public bool Begin()
    {
        begin.Execute();
        var isNew = HaveOthersWritten();
        if (!isVersionKnown)
        {
            SqliteSchema.RequireKnown(version);
            isVersionKnown = true;
        }

        return isNew;
    }

    /// <summary>Makes the transaction durable.</summary>
    public void Commit() => commit.Execute();

    /// <summary>Takes the transaction back, if SQLite has not done so by itself.</summary>
    public void RollBack()
    {
        Ledger.ForgetPauses();
        database.Statements.Reset();
        if (database.Statements.IsInTransaction)
        {
            database.Statements.Execute("ROLLBACK");
        }
    }

    /// <summary>
    /// Whether another connection has committed since the last time this was asked. Asked on the writing connection, it does not mistake
    /// the store's own commits for those of others. The first time it is so: nobody looked while no connection was open.
    /// </summary>
    public bool HaveOthersWritten()
    {
        look.Step();
        var found = look.Long(0);
        look.Reset();
        var isNew = found != lastLook;
        lastLook = found;
        if (isNew)
        {
            // Only another connection can have brought a newer schema; whoever looks, the next transaction asks for it.
            isVersionKnown = false;
            Ledger.ForgetPauses();
        }

        return isNew;
    }

    public void Dispose()
    {
        database.Checkpoint();
        database.Dispose();
    }
}
