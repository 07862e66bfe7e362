using Npgsql;
using Tasks.Domain;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>What the server says of itself and of the table of tasks.</summary>
/// <param name="Now">Its moment.</param>
/// <param name="SettingsOff">Those of the settings asked for that are off.</param>
/// <param name="LiveRows">Rows, as it estimates.</param>
/// <param name="DeadRows">Rows that are dead and not yet cleaned away, as it estimates.</param>
/// <param name="TableBytes">Size of the table.</param>
/// <param name="IndexBytes">Size of its indexes.</param>
/// <param name="OldestSnapshot">Age of the oldest transaction of this database that keeps dead rows from being cleaned away.</param>
internal sealed record ServerFacts(
    Instant Now,
    IReadOnlyList<string> SettingsOff,
    long LiveRows,
    long DeadRows,
    long TableBytes,
    long IndexBytes,
    TimeSpan OldestSnapshot
)
{
    /// <summary>The facts of a row of <see cref="InspectionSql.Look"/>.</summary>
    public static ServerFacts Read(NpgsqlDataReader row) =>
        new(
            new(row.GetInt64(0)),
            row.GetFieldValue<string[]>(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            TimeSpan.FromSeconds(row.GetDouble(6))
        );
}
