using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Runtime.Stores.Rows;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>A session as it was read, with the key of its row.</summary>
/// <param name="Key">What tasks name it by.</param>
/// <param name="Session">The session.</param>
internal readonly record struct StoredSession(long Key, Session Session)
{
    private const int Profile = 11;

    /// <summary>The session of a row, whose columns begin at <paramref name="first"/>, but for what its worker said of itself.</summary>
    public static StoredSession Read(NpgsqlDataReader row, int first = 0) =>
        new(
            row.GetInt64(first),
            new(
                SessionId.Stored(row.GetString(first + 1)),
                new(row.GetInt64(first + 2)),
                new(row.GetInt64(first + 3)),
                new(row.GetInt64(first + 4)),
                row.GetInt64(first + 5),
                row.GetBoolean(first + 6),
                WorkerProfile.Unknown with
                {
                    Serves = QueueText.Stored(row.GetString(first + 7)),
                },
                new(row.GetInt32(first + 8), row.IsDBNull(first + 9) ? default : StuckText.Read(row.GetFieldValue<byte[]>(first + 9))),
                row.GetInt64(first + 10)
            )
        );

    /// <summary>The whole session of a row, whose columns begin at <paramref name="first"/>.</summary>
    public static Session ReadWhole(NpgsqlDataReader row, int first)
    {
        var session = Read(row, first).Session;
        var profile = row.IsDBNull(first + Profile) ? [] : row.GetFieldValue<byte[]>(first + Profile);
        return session with { Profile = ProfileText.Read(profile, session.Profile.Serves) };
    }
}
