using Npgsql;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Pausing;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>The statements about pauses. A row stays when a pause ends: the number of the last change must not go back.</summary>
internal sealed class PauseSql(TableNames names)
{
    /// <summary>The pauses as two columns of whatever is selected.</summary>
    public string Columns =>
        $"(SELECT max(p.changed) FROM {names.Pauses} p), (SELECT array_agg(p.queue) FROM {names.Pauses} p WHERE p.is_paused)";

    /// <summary>Those who change pauses go one after the other; those who read them do not wait.</summary>
    public string Lock => $"LOCK TABLE {names.Pauses} IN SHARE ROW EXCLUSIVE MODE";

    /// <summary>Pauses a queue, or ends its pause; nothing where that is so already.</summary>
    public string Change =>
        $"""
            INSERT INTO {names.Pauses} AS p (queue, is_paused, changed)
            SELECT $1, $2, (SELECT coalesce(max(o.changed), 0) + 1 FROM {names.Pauses} o)
            WHERE coalesce((SELECT o.is_paused FROM {names.Pauses} o WHERE o.queue = $1), false) <> $2
            ON CONFLICT (queue) DO UPDATE SET is_paused = excluded.is_paused, changed = excluded.changed
            """;

    /// <summary>The moment and the pauses.</summary>
    public string Read => $"SELECT {Moment.OfTransaction}, {Columns}";

    /// <summary>The pauses of a row, whose two columns begin at <paramref name="first"/>.</summary>
    public static Pauses ReadFrom(NpgsqlDataReader row, int first)
    {
        if (row.IsDBNull(first))
        {
            return default;
        }

        ValueList<QueueName> queues = row.IsDBNull(first + 1)
            ? default
            : [.. row.GetFieldValue<string[]>(first + 1).Select(QueueName.Stored).Order()];
        return new(row.GetInt64(first), queues);
    }
}
