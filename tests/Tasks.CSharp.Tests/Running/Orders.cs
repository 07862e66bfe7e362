using Microsoft.Data.Sqlite;

namespace Tasks.CSharp.Tests.Running;

/// <summary>What methods write besides their outcome.</summary>
public sealed class Orders(string source)
{
    public string Source => source;

    public async Task OpenAsync()
    {
        await using var connection = await ConnectAsync();
        await ScalarAsync(connection, "PRAGMA journal_mode = wal");
        await ScalarAsync(connection, "CREATE TABLE orders (number INTEGER)");
    }

    /// <summary>Places an order and does something else in the same transaction.</summary>
    public async Task PlaceAsync(Func<SqliteTransaction, Task> act, bool commits)
    {
        await using var connection = await ConnectAsync();
        await using var transaction = connection.BeginTransaction();
        await ScalarAsync(connection, "INSERT INTO orders VALUES (1)");
        await act(transaction);
        if (commits)
        {
            await transaction.CommitAsync();
        }
    }

    public async Task<long> CountAsync()
    {
        await using var connection = await ConnectAsync();
        return (long)(await ScalarAsync(connection, "SELECT count(*) FROM orders"))!;
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection(source);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
