using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tasks.EndToEnd.App;

/// <summary>What tasks write besides their outcome, in the store's own database.</summary>
public sealed class OrderBook(string store)
{
    /// <summary>A connection of one's own, open.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = store.StartsWith("Data Source=", StringComparison.Ordinal)
            ? new SqliteConnection(store + ";Pooling=False")
            : new NpgsqlConnection(store + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Makes the book.</summary>
    public Task OpenAsync() => ScalarAsync($"CREATE TABLE orders (number integer NOT NULL)");

    /// <summary>How often an order was written.</summary>
    public async Task<long> CountAsync(int number) => (long)(await ScalarAsync($"SELECT count(*) FROM orders WHERE number = {number}"))!;

    /// <summary>Writes an order.</summary>
    public static async Task WriteAsync(DbTransaction transaction, int number)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        Say(command, $"INSERT INTO orders VALUES ({number})");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(FormattableString sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        Say(command, sql);
        return await command.ExecuteScalarAsync();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Only numbers are put in.")]
    private static void Say(DbCommand command, FormattableString sql) => command.CommandText = FormattableString.Invariant(sql);
}
