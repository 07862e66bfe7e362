using System.Data;
using System.Data.Common;
using Npgsql;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Faults;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Takes new tasks inside a caller's own transaction, over the caller's own connection: whoever commits there commits them, whoever rolls
/// back takes them back. Nobody is notified, for nobody here learns of the commit: workers find the tasks at their next poll.
/// </summary>
internal sealed class TransactionalEnqueuing(DatabasePlace place, LanePool lanes, Statements statements, PostgreSqlBackendOptions options)
{
    private const string Savepoint = "tasks_enqueue";

    public async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        IReadOnlyList<NewTask> tasks,
        DbTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        var connection = await ConnectionAsync(transaction, cancellationToken);
        Enqueuing.RequireText(tasks);
        var lane = Lane.Over(connection, options);
        try
        {
            // A failure takes back what this call wrote, and nothing of the caller's.
            await lane.ExecuteAsync([new($"SAVEPOINT {Savepoint}")], cancellationToken);
            var answer = await Enqueuing.EnqueueAsync(lane, statements, tasks, [], cancellationToken);
            await lane.ExecuteAsync([new($"RELEASE SAVEPOINT {Savepoint}")], cancellationToken);
            return answer;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.NoActiveSqlTransaction)
        {
            // Npgsql does not say so by itself: it uses the object of a transaction that has ended again for the next one.
            throw Ended();
        }
        catch (Exception exception)
        {
            await TakeBackAsync(lane);
            throw StoreFaults.Of(exception, place.Name);
        }
    }

    private static async Task TakeBackAsync(Lane lane)
    {
        try
        {
            if (lane.IsUsable)
            {
                await lane.ExecuteAsync(
                    [new($"ROLLBACK TO SAVEPOINT {Savepoint}"), new($"RELEASE SAVEPOINT {Savepoint}")],
                    CancellationToken.None
                );
            }
        }
        catch (NpgsqlException)
        {
            // The transaction is beyond help, and what is thrown says why.
        }
    }

    private async Task<NpgsqlConnection> ConnectionAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction is not NpgsqlTransaction own)
        {
            throw new InvalidTaskException(
                $"The transaction is a {transaction.GetType().Name}, and the backend is PostgreSQL: pass an NpgsqlTransaction on its own database, or enqueue without one."
            );
        }

        if (ConnectionOf(own) is not { State: ConnectionState.Open } connection)
        {
            throw Ended();
        }

        return await IsHereAsync(connection, cancellationToken)
            ? connection
            : throw new InvalidTaskException(
                "The transaction is on another database than the backend's: begin it on a connection to the same database, or enqueue without it."
            );
    }

    private static InvalidTaskException Ended() =>
        new("The transaction has ended: enqueue before it is committed or rolled back, or without it.");

    private static NpgsqlConnection? ConnectionOf(NpgsqlTransaction transaction)
    {
        try
        {
            return transaction.Connection;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    // One server goes by many names. Asked of itself, it has one: the database's number and the moment it was started.
    private Task<bool> IsHereAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                var home = lane.Connection;
                if (home.Database != connection.Database)
                {
                    return false;
                }

                return (home.Host == connection.Host && home.Port == connection.Port)
                    || await IdentityAsync(lane, cancellationToken)
                        == await IdentityAsync(Lane.Over(connection, options), cancellationToken);
            },
            cancellationToken
        );

    private static Task<string> IdentityAsync(Lane lane, CancellationToken cancellationToken) =>
        lane.ScalarAsync<string>(
            new("SELECT oid || ' ' || pg_postmaster_start_time() FROM pg_catalog.pg_database WHERE datname = current_database()"),
            cancellationToken
        );
}
