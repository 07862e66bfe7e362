using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Tests.Claiming;

/// <summary>A statement that was prepared and planned on a connection of its own, and tells later how it goes about its work.</summary>
internal sealed class PlannedStatement : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string execute;

    private PlannedStatement(NpgsqlConnection connection, string execute) => (this.connection, this.execute) = (connection, execute);

    /// <summary>Prepares and runs a statement once, and takes it back: as a lane does, with a plan that is kept, or as behind a proxy.</summary>
    public static async Task<PlannedStatement> PrepareAsync(NpgsqlConnection connection, Query query, bool isLane)
    {
        var command = query.ToCommand();
        var parameters = command.Parameters.Cast<NpgsqlParameter>().ToList();
        var types = string.Join(", ", parameters.Select(parameter => TypeOf(parameter.NpgsqlDbType)));
        var values = string.Join(", ", parameters.Select(LiteralOf));
        var planned = new PlannedStatement(connection, "EXECUTE planned" + InBrackets(values));
        await planned.RunAsync(isLane ? Lane.Settings : "");
        await planned.RunAsync($"SET plan_cache_mode = {(isLane ? "force_generic_plan" : "force_custom_plan")}");
        await planned.RunAsync($"PREPARE planned{InBrackets(types)} AS {command.CommandText}");
        await planned.RunAsync("BEGIN");
        await planned.RunAsync(planned.execute);
        await planned.RunAsync("ROLLBACK");
        return planned;
    }

    /// <summary>Runs the statement, takes it back, and gives its plan with what it read.</summary>
    public async Task<string> ExplainAsync()
    {
        await RunAsync("BEGIN");
        var steps = new StringBuilder();
        await using (var command = new NpgsqlCommand("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) " + execute, connection))
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                steps.AppendLine(reader.GetString(0));
            }
        }

        await RunAsync("ROLLBACK");
        return steps.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("DEALLOCATE planned");
        await connection.CloseAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql.Length == 0 ? "SELECT 1" : sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static string InBrackets(string items) => items.Length == 0 ? "" : $"({items})";

    private static string TypeOf(NpgsqlDbType type) =>
        type.HasFlag(NpgsqlDbType.Array) ? TypeOf(type & ~NpgsqlDbType.Array) + "[]" : type.ToString().ToLowerInvariant();

    private static string LiteralOf(NpgsqlParameter parameter) => LiteralOf(parameter.Value);

    private static string LiteralOf(object? value) =>
        value switch
        {
            null or DBNull => "NULL",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            byte[] text => LiteralOf(Encoding.UTF8.GetString(text)),
            Array items => items.Length == 0 ? "'{}'" : $"ARRAY[{string.Join(", ", items.Cast<object?>().Select(LiteralOf))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
