using System.Globalization;
using Npgsql;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>How the server is: what of its settings is less than what is promised, and what keeps it from cleaning up.</summary>
internal static class Inspection
{
    // What cannot be cleaned away is read past by every claim.
    private static readonly TimeSpan LongSnapshot = TimeSpan.FromMinutes(5);
    private const long ManyDeadRows = 1_000_000;

    public static StoreInspection Read(NpgsqlDataReader row)
    {
        var snapshot = TimeSpan.FromSeconds(row.GetDouble(InspectionSql.OldestSnapshot));
        var (live, dead) = (row.GetInt64(InspectionSql.LiveRows), row.GetInt64(InspectionSql.DeadRows));
        return new(
            new(row.GetInt64(InspectionSql.Now)),
            [.. Settings(row), .. Vacuum(dead, snapshot)],
            [
                new("tasks.store.live_rows", "{row}", "Rows of the table of tasks, as the server estimates.", live),
                new("tasks.store.dead_rows", "{row}", "Rows that are dead and not yet cleaned away, as the server estimates.", dead),
                new("tasks.store.table_size", "By", "Size of the table of tasks.", row.GetInt64(InspectionSql.TableBytes)),
                new("tasks.store.index_size", "By", "Size of its indexes.", row.GetInt64(InspectionSql.IndexBytes)),
                new("tasks.store.oldest_snapshot", "s", "Age of the oldest transaction that keeps rows alive.", snapshot.TotalSeconds),
            ]
        );
    }

    private static IEnumerable<string> Settings(NpgsqlDataReader row)
    {
        if (IsOff(row, InspectionSql.SynchronousCommit))
        {
            yield return "synchronous_commit is off: tasks acknowledged in the last moments before a crash of the server may be lost; set it to on.";
        }

        if (IsOff(row, InspectionSql.Fsync))
        {
            yield return "fsync is off: a crash of the machine may leave the database unreadable; set it to on.";
        }

        if (IsOff(row, InspectionSql.FullPageWrites))
        {
            yield return "full_page_writes is off: a crash of the machine may damage tables; set it to on.";
        }

        if (IsOff(row, InspectionSql.Autovacuum))
        {
            yield return "autovacuum is off: dead rows will slow every claim; set it to on.";
        }
    }

    private static IEnumerable<string> Vacuum(long dead, TimeSpan snapshot)
    {
        if (snapshot > LongSnapshot)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A transaction has been open for {snapshot.TotalMinutes:F0} minutes, and nothing that ended since can be cleaned away: look for it in pg_stat_activity, and end it."
            );
        }

        if (dead > ManyDeadRows)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{dead} dead rows wait to be cleaned away: look for what holds up autovacuum, such as an old transaction or a replication slot."
            );
        }
    }

    private static bool IsOff(NpgsqlDataReader row, int setting) => row.GetString(setting) == "off";
}
