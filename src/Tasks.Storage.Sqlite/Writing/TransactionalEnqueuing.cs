using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Faults;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// Takes new tasks inside a caller's own transaction, over the caller's own connection: whoever commits there commits them, whoever rolls
/// back takes them back. If the tables are missing they are made in the same transaction, for the store's own connection would wait for the
/// very lock the caller holds.
/// </summary>
internal sealed class TransactionalEnqueuing(DatabasePlace place, TableNames names, SqliteBackendOptions options, TimeProvider clock)
{
    private const int SnapshotIsOld = 517; // SQLITE_BUSY_SNAPSHOT

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(5);

    public async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        IReadOnlyList<NewTask> tasks,
        DbTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return Enqueue(tasks, Connection(transaction));
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

    private IReadOnlyList<TaskRecord> Enqueue(IReadOnlyList<NewTask> tasks, SqliteConnection connection)
    {
        using var statements = new StatementSet(connection.Handle!);
        // A failure takes back what this call wrote, and nothing of the caller's.
        statements.Execute("SAVEPOINT tasks_enqueue");
        try
        {
            SqliteSchema.Prepare(statements, names);
            var answer = Enqueuing.Enqueue(new(statements, names, clock), tasks);
            statements.Execute("RELEASE tasks_enqueue");
            return answer;
        }
        catch
        {
            statements.Reset();
            if (statements.IsInTransaction)
            {
                statements.Execute("ROLLBACK TO tasks_enqueue");
                statements.Execute("RELEASE tasks_enqueue");
            }

            throw;
        }
    }

    private SqliteConnection Connection(DbTransaction transaction)
    {
        if (transaction is not SqliteTransaction own)
        {
            throw new InvalidTaskException(
                $"The transaction is a {transaction.GetType().Name}, and the backend is SQLite: pass a SqliteTransaction of its own database, or enqueue without one."
            );
        }

        if (
            own.Connection is not { State: System.Data.ConnectionState.Open } connection
            || raw.sqlite3_get_autocommit(connection.Handle) != 0
        )
        {
            throw new InvalidTaskException("The transaction has ended: enqueue before it is committed or rolled back, or without it.");
        }

        return Database.FileOf(connection) == place.Path
            ? connection
            : throw new InvalidTaskException(
                "The transaction is on another database than the backend's: begin it on a connection to the same file, or enqueue without it."
            );
    }
}
