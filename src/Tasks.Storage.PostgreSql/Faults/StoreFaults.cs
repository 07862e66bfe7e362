using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Tasks.Storage.PostgreSql.Faults;

/// <summary>What an error of PostgreSQL or of the way to it means for the caller's next step, in words that say what to do.</summary>
internal static class StoreFaults
{
    /// <summary>Whether the server took a step back whole for the sake of another one: doing it again is the remedy.</summary>
    public static bool IsTakenBack(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whether the connection is gone, with whatever was asked over it.</summary>
    public static bool IsBroken(Exception exception) =>
        exception switch
        {
            PostgresException server => server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
            NpgsqlException { InnerException: TimeoutException } => false,
            NpgsqlException client => client.InnerException is IOException or SocketException,
            _ => exception is IOException or SocketException,
        };

    /// <summary>Whether the data were refused and everything else is in order.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception switch
        {
            PostgresException server => server.SqlState[..2] is "22" or "23" or "54",
            TaskStoreException store => store.Fault == TaskStoreFault.Refused,
            _ => false,
        };

    /// <summary>The exception that callers see.</summary>
    /// <param name="exception">What Npgsql said.</param>
    /// <param name="place">Server and database.</param>
    public static Exception Of(Exception exception, string place) =>
        exception switch
        {
            TaskException or OperationCanceledException => exception,
            PostgresException server => new TaskStoreException(FaultOf(server), Sentence(server, place), server),
            _ => new TaskStoreException(
                TaskStoreFault.Unavailable,
                $"The database {place} cannot be reached or did not answer in time: {exception.Message}",
                exception
            ),
        };

    /// <summary>Every connection stayed in use for as long as a statement may take.</summary>
    public static TaskStoreException NoTurn(string place, int size) =>
        new(
            TaskStoreFault.Unavailable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"All {size} connections to {place} stayed in use: raise {nameof(PostgreSqlBackendOptions.MaxConnections)}, or look what holds up the server."
            )
        );

    private static TaskStoreFault FaultOf(PostgresException exception) =>
        exception.SqlState switch
        {
            _ when IsRefusal(exception) => TaskStoreFault.Refused,
            PostgresErrorCodes.DiskFull => TaskStoreFault.Unusable,
            PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.IoError =>
                TaskStoreFault.Unavailable,
            PostgresErrorCodes.ReadOnlySqlTransaction => TaskStoreFault.Unusable,
            // Connection exceptions, transactions ended by the server, resources, operators.
            _ => exception.SqlState[..2] is "08" or "25" or "40" or "53" or "57" ? TaskStoreFault.Unavailable : TaskStoreFault.Unusable,
        };

    private static string Sentence(PostgresException exception, string place) =>
        exception.SqlState switch
        {
            PostgresErrorCodes.DiskFull => $"There is no room left at {place}: free space on its disk. Nothing of this step was stored.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"The database {place} is read-only: name the primary, not a standby (Target Session Attributes=primary).",
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled =>
                $"The database {place} did not finish a step in time. If somebody holds locks on the tables of the tasks, have them let go.",
            PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
                $"The server {place} takes no more connections: raise its max_connections, or open fewer.",
            PostgresErrorCodes.InvalidCatalogName => $"There is no database {place}: create it, or name another.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"The server {place} did not let this user in: look at user name, password and pg_hba.conf.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"This user may not do what the store needs in {place} ({Plain(exception)}): grant it, or apply the SQL of the schema command as its owner.",
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
                $"The tables in {place} are not as the store made them ({Plain(exception)}): compare them with what the schema command prints.",
            _ when IsRefusal(exception) =>
                $"The database {place} cannot hold these data ({Plain(exception)}). Nothing of this step was stored.",
            _ => $"The database {place} could not do what was asked ({Plain(exception)}). Nothing of this step was stored.",
        };

    // The server's own words: names of tables and columns, never their content (details are left out by Npgsql).
    private static string Plain(PostgresException exception) => $"PostgreSQL {exception.SqlState}: {exception.MessageText}";
}
