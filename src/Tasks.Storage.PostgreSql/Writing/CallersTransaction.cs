using System.Data;
using System.Data.Common;
using Npgsql;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Faults;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Acts inside a caller's own transaction, over the caller's own connection: whoever commits there commits what was done, whoever rolls
/// back takes it back. Nobody is notified, for nobody here learns of the commit: workers find new tasks at their next poll.
/// </summary>
internal sealed class CallersTransaction(DatabasePlace place, LanePool lanes, PostgreSqlBackendOptions options)
{
    private const string Savepoint = "tasks_step";

    /// <summary>Does something in a transaction. A failure takes back what was done here, and nothing of the caller's.</summary>
    /// <exception cref="InvalidTaskException">The transaction is of another kind, on another database, or has ended.</exception>
    public async Task<T> UseAsync<T>(DbTransaction transaction, Func<Lane, Task<T>> act, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(transaction, cancellationToken);
        var lane = Lane.Over(connection, options);
        try
        {
            await lane.ExecuteAsync([new($"SAVEPOINT {Savepoint}")], cancellationToken);
            var answer = await act(lane);
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
                $"The transaction is a {transaction.GetType().Name}, and the backend is PostgreSQL: pass an NpgsqlTransaction on its own database, or do without one."
            );
        }

        if (ConnectionOf(own) is not { State: ConnectionState.Open } connection)
        {
            throw Ended();
        }

        return await IsHereAsync(connection, cancellationToken)
            ? connection
            : throw new InvalidTaskException(
                "The transaction is on another database than the backend's: begin it on a connection to the same database, or do without it."
            );
    }

    private static InvalidTaskException Ended() =>
        new("The transaction has ended: pass it before it is committed or rolled back, or do without it.");

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
