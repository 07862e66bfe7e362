using Microsoft.Data.Sqlite;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Faults;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// The writing connection for as long as nothing goes wrong with it: opened at the first need, closed after an error that may be its own,
/// and opened again at the next need.
/// </summary>
internal sealed class Reopening(DatabasePlace place, TableNames names, SqliteBackendOptions options, TimeProvider clock)
{
    private WriterConnection? connection;

    /// <summary>What verbs write to, inside the transaction that was begun.</summary>
    public Ledger Ledger => Current.Ledger;

    private WriterConnection Current => connection ??= WriterConnection.Open(place, names, options, clock);

    /// <summary>Begins a transaction that may write; gives whether others have written since the last look.</summary>
    public bool Begin() => Current.Begin();

    /// <summary>Makes the transaction durable.</summary>
    public void Commit() => Current.Commit();

    /// <summary>Whether others have written since the last look; no reason to open anything.</summary>
    public bool HaveOthersWritten() => connection?.HaveOthersWritten() == true;

    /// <summary>Takes the transaction back, if there is one.</summary>
    public void RollBack()
    {
        try
        {
            connection?.RollBack();
        }
        catch (SqliteException)
        {
            // A connection that cannot even do that is closed, and the file's log says what was never committed.
            Drop();
        }
    }

    /// <summary>Takes the transaction back; whatever else went wrong goes away with the connection.</summary>
    public void DropUnlessRefused(Exception exception)
    {
        RollBack();
        if (!StoreFaults.IsRefusal(exception))
        {
            Drop();
        }
    }

    public void Drop()
    {
        connection?.Dispose();
        connection = null;
    }
}
