using Npgsql;
using Tasks.Domain.Leasing;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>A session as it was read, with the key of its row.</summary>
/// <param name="Key">What tasks name it by.</param>
/// <param name="Session">The session.</param>
internal readonly record struct StoredSession(long Key, Session Session)
{
    /// <summary>The session of a row, whose columns begin at <paramref name="first"/>.</summary>
    public static StoredSession Read(NpgsqlDataReader row, int first = 0) =>
        new(
            row.GetInt64(first),
            new(
                SessionId.Stored(row.GetString(first + 1)),
                new(row.GetInt64(first + 2)),
                new(row.GetInt64(first + 2)),
                new(row.GetInt64(first + 2)),
                row.GetInt64(first + 3),
                row.GetBoolean(first + 4),
                WorkerProfile.Unknown with
                {
                    Serves = QueueText.Stored(row.GetString(first + 5)),
                }
            )
        );
}
