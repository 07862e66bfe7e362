using System.Globalization;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>How the server is: what of its settings is less than what is promised, and what keeps it from cleaning up.</summary>
internal static class Inspection
{
    private const long ManyDeadRows = 1_000_000;

    // What cannot be cleaned away is read past by every claim.
    private static readonly TimeSpan LongSnapshot = TimeSpan.FromMinutes(5);

    public static StoreInspection Of(ServerFacts facts) =>
        new(
            facts.Now,
            [.. facts.SettingsOff.Select(WarningOf), .. WarningsOfVacuum(facts)],
            [
                new("tasks.store.live_rows", "{row}", "Rows of the table of tasks, as the server estimates.", facts.LiveRows),
                new(
                    "tasks.store.dead_rows",
                    "{row}",
                    "Rows that are dead and not yet cleaned away, as the server estimates.",
                    facts.DeadRows
                ),
                new("tasks.store.table_size", "By", "Size of the table of tasks.", facts.TableBytes),
                new("tasks.store.index_size", "By", "Size of its indexes.", facts.IndexBytes),
                new(
                    "tasks.store.oldest_snapshot",
                    "s",
                    "Age of the oldest transaction that keeps dead rows from being cleaned away.",
                    facts.OldestSnapshot.TotalSeconds
                ),
            ]
        );

    private static string WarningOf(string setting) =>
        setting switch
        {
            "synchronous_commit" =>
                "synchronous_commit is off: tasks acknowledged in the last moments before a crash of the server may be lost; set it to on.",
            "fsync" => "fsync is off: a crash of the machine may leave the database unreadable; set it to on.",
            "full_page_writes" => "full_page_writes is off: a crash of the machine may damage tables; set it to on.",
            _ => $"{setting} is off: dead rows will slow every claim; set it to on.",
        };

    private static IEnumerable<string> WarningsOfVacuum(ServerFacts facts)
    {
        if (facts.OldestSnapshot > LongSnapshot)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A transaction has been open for {facts.OldestSnapshot.TotalMinutes:F0} minutes, and nothing that ended since can be cleaned away: look for it in pg_stat_activity, and end it."
            );
        }

        if (facts.DeadRows > ManyDeadRows)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{facts.DeadRows} dead rows wait to be cleaned away: look for what holds up autovacuum, such as an old transaction or a replication slot."
            );
        }
    }
}
