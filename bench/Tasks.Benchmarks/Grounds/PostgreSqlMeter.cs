using System.Globalization;
using Npgsql;

namespace Tasks.Benchmarks.Grounds;

/// <summary>
/// Reads <c>pg_stat_statements</c>, for the databases of this program, and the position of the log, if nobody else writes to it. It looks
/// from a database of its own, and does not count itself.
/// </summary>
internal sealed class PostgreSqlMeter(string connection, string stem, bool isAlone) : IMeter
{
    /// <summary>Makes the extension where it can be had.</summary>
    public static async Task<bool> PrepareAsync(string connection)
    {
        try
        {
            await ScalarAsync(connection, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            await ScalarAsync(connection, "SELECT count(*) FROM pg_stat_statements");
            return true;
        }
        catch (PostgresException missing)
        {
            Progress.Say($"statements are not counted: {missing.MessageText}");
            return false;
        }
    }

    public async Task<Cost> ReadAsync()
    {
        var statements = await ScalarAsync(
            connection,
            $"""
            SELECT coalesce(sum(calls), 0)::float8 FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
            WHERE starts_with(datname, '{stem}')
            """
        );
        var position = isAlone ? await ScalarAsync(connection, "SELECT (pg_current_wal_insert_lsn() - '0/0')::float8") : null;
        return new(Number(statements), position is null ? null : Number(position));
    }

    public void Dispose() { }

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static async Task<object?> ScalarAsync(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        return await command.ExecuteScalarAsync();
    }
}
