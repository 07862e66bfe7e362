using Tasks.Domain.Calls;
using Tasks.Domain.Pausing;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>The table of pauses. A row stays when a pause ends: the number of the last change must not go back.</summary>
internal sealed class PauseTable(StatementSet statements, TableNames names)
{
    private readonly string table = "main." + names.Pauses;

    private Statement Every => field ??= statements.Keep($"SELECT queue, is_paused, changed FROM {table}");

    private Statement Writing =>
        field ??= statements.Keep(
            $"""
            INSERT INTO {table} (queue, is_paused, changed) VALUES (?1, ?2, ?3)
            ON CONFLICT (queue) DO UPDATE SET is_paused = excluded.is_paused, changed = excluded.changed
            """
        );

    public Pauses Read()
    {
        var (number, queues) = (0L, new List<QueueName>());
        while (Every.Step())
        {
            number = Math.Max(number, Every.Long(2));
            if (Every.Flag(1))
            {
                queues.Add(QueueName.Stored(Every.Text(0)));
            }
        }

        Every.Reset();
        return new(number, [.. queues.Order()]);
    }

    /// <summary>Writes what one change has made of a queue.</summary>
    public void Write(QueueName queue, Pauses after)
    {
        Writing.Bind(1, queue.Value);
        Writing.Bind(2, after.Includes(queue));
        Writing.Bind(3, after.Number);
        Writing.Execute();
    }
}
