using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Tasks.Benchmarks.Raw;

/// <summary>One connection of the raw loop, with its prepared statements and the tasks it holds.</summary>
internal sealed class RawPostgreSqlLane : IDisposable
{
    private static readonly string Name = Encoding.UTF8.GetString(RawSql.Name);
    private static readonly string Queue = Encoding.UTF8.GetString(RawSql.Queue);
    private static readonly string Session = Encoding.UTF8.GetString(RawSql.Session);

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch insert;
    private readonly NpgsqlBatch exchange;
    private readonly NpgsqlBatch insertAndExchange;
    private readonly List<(string Id, string Name, string Arguments, long Lease)> held = [];
    private int inserted;

    public RawPostgreSqlLane(string connectionString)
    {
        connection = new(connectionString);
        connection.Open();
        insert = Prepare(Insertion());
        exchange = Prepare(Settling(), Claiming());
        insertAndExchange = Prepare(Insertion(), Settling(), Claiming());
    }

    public void Insert(int rows)
    {
        BindInsertion(insert.BatchCommands[0], rows);
        insert.ExecuteNonQuery();
    }

    /// <summary>Settles what is held and claims the next; how many those are.</summary>
    public int Exchange()
    {
        BindSettling(exchange.BatchCommands[0]);
        return Claim(exchange);
    }

    /// <summary>Both in one trip.</summary>
    public int InsertAndExchange(int rows)
    {
        BindInsertion(insertAndExchange.BatchCommands[0], rows);
        BindSettling(insertAndExchange.BatchCommands[1]);
        return Claim(insertAndExchange);
    }

    public void Dispose()
    {
        insert.Dispose();
        exchange.Dispose();
        insertAndExchange.Dispose();
        connection.Dispose();
    }

    private NpgsqlBatch Prepare(params NpgsqlBatchCommand[] commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        batch.Prepare();
        return batch;
    }

    private void BindInsertion(NpgsqlBatchCommand command, int rows)
    {
        var ids = new string[rows];
        var arguments = new string[rows];
        for (var row = 0; row < rows; row++)
        {
            ids[row] = Guid.CreateVersion7().ToString();
            arguments[row] = string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{inserted++}}}");
        }

        command.Parameters[0].Value = ids;
        command.Parameters[1].Value = arguments;
    }

    private void BindSettling(NpgsqlBatchCommand command)
    {
        command.Parameters[0].Value = held.Select(task => task.Id).ToArray();
        command.Parameters[1].Value = held.Select(task => task.Lease).ToArray();
    }

    private int Claim(NpgsqlBatch batch)
    {
        held.Clear();
        using var reader = batch.ExecuteReader();
        while (reader.Read())
        {
            held.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
        }

        return held.Count;
    }

    private static NpgsqlBatchCommand Insertion() =>
        new(RawPostgreSqlText.Insert) { Parameters = { Array(NpgsqlDbType.Text), Array(NpgsqlDbType.Text), Text(Name), Text(Queue) } };

    private static NpgsqlBatchCommand Settling() =>
        new(RawPostgreSqlText.Settle) { Parameters = { Array(NpgsqlDbType.Text), Array(NpgsqlDbType.Bigint) } };

    private static NpgsqlBatchCommand Claiming() => new(RawPostgreSqlText.Claim) { Parameters = { Text(Queue), Text(Session) } };

    private static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value };

    private static NpgsqlParameter Array(NpgsqlDbType type) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = DBNull.Value };
}
