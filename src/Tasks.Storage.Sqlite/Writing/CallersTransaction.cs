using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Faults;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// Acts inside a caller's own transaction, over the caller's own connection: whoever commits there commits what was done, whoever rolls
/// back takes it back. If the tables are missing they are made in the same transaction, for the store's own connection would wait for the
/// very lock the caller holds.
/// </summary>
internal sealed class CallersTransaction(DatabasePlace place, TableNames names, SqliteBackendOptions options, TimeProvider clock)
{
    private const int SnapshotIsOld = 517; // SQLITE_BUSY_SNAPSHOT

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Does something in a transaction, as often as the lock is not to be had for it.</summary>
    /// <exception cref="InvalidTaskException">The transaction is of another kind, on another database, or has ended.</exception>
    public async Task<T> UseAsync<T>(DbTransaction transaction, Func<Ledger, T> act, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return Use(Connection(transaction), act);
            }
            catch (SqliteException exception) when (StoreFaults.IsBusy(exception))
            {
                if (exception.SqliteExtendedErrorCode == SnapshotIsOld || !IsPatient(since))
                {
                    throw NotTheWriter(exception);
                }

                await Task.Delay(LockPause, TimeProvider.System, cancellationToken);
            }
            catch (SqliteException exception)
            {
                throw StoreFaults.Of(exception, place.Path, options.BusyTimeout);
            }
        }
    }

    private static TaskStoreException NotTheWriter(SqliteException exception) =>
        new(
            TaskStoreFault.Unavailable,
            "The transaction began by reading, and another connection has the write lock or has written since: begin it as a writing one (BeginTransaction(), not deferred), and run it again.",
            exception
        );

    private bool IsPatient(long since) => TimeProvider.System.GetElapsedTime(since) < options.BusyTimeout;

    private T Use<T>(SqliteConnection connection, Func<Ledger, T> act)
    {
        using var statements = new StatementSet(connection.Handle!);
        // A failure takes back what was written here, and nothing of the caller's.
        statements.Execute("SAVEPOINT tasks_step");
        try
        {
            SqliteSchema.Prepare(statements, names);
            var answer = act(new(statements, names, clock));
            statements.Execute("RELEASE tasks_step");
            return answer;
        }
        catch
        {
            statements.Reset();
            if (statements.IsInTransaction)
            {
                statements.Execute("ROLLBACK TO tasks_step");
                statements.Execute("RELEASE tasks_step");
            }

            throw;
        }
    }

    private SqliteConnection Connection(DbTransaction transaction)
    {
        if (transaction is not SqliteTransaction own)
        {
            throw new InvalidTaskException(
                $"The transaction is a {transaction.GetType().Name}, and the backend is SQLite: pass a SqliteTransaction of its own database, or do without one."
            );
        }

        if (
            own.Connection is not { State: System.Data.ConnectionState.Open } connection
            || raw.sqlite3_get_autocommit(connection.Handle) != 0
        )
        {
            throw new InvalidTaskException("The transaction has ended: pass it before it is committed or rolled back, or do without it.");
        }

        return Database.FileOf(connection) == place.Path
            ? connection
            : throw new InvalidTaskException(
                "The transaction is on another database than the backend's: begin it on a connection to the same file, or do without it."
            );
    }
}
