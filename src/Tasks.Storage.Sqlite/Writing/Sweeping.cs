using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>Declares sessions that have ended lost, and takes from lost ones what they hold, a few tasks at a time.</summary>
internal static class Sweeping
{
    public static SweepAnswer Sweep(Ledger ledger, int limit)
    {
        var now = ledger.Now();
        var sessions = ledger.Sessions.All();
        var over = sessions
            .Where(stored => !stored.Session.IsLost && stored.Session.IsOverAt(now))
            .OrderBy(stored => stored.Session.Id)
            .ToList();
        foreach (var stored in over)
        {
            ledger.Sessions.Write(stored.Key, stored.Session with { IsLost = true });
        }

        var overKeys = over.Select(stored => stored.Key).ToHashSet();
        var lost = sessions
            .Where(stored => stored.Session.IsLost || overKeys.Contains(stored.Key))
            .Select(stored => stored.Key)
            .ToHashSet();
        var changes = TakeOrphans(ledger, OrphansOf(ledger, sessions, lost, limit), now);
        foreach (var key in lost.Where(key => !ledger.Tasks.HoldsAny(key)))
        {
            ledger.Sessions.Delete(key);
        }

        return new(now, [.. over.Select(stored => stored.Session.Id)], changes);
    }

    private static List<long> OrphansOf(Ledger ledger, List<StoredSession> sessions, HashSet<long> lost, int limit)
    {
        var live = sessions.Select(stored => stored.Key).Where(key => !lost.Contains(key)).ToHashSet();
        return ledger
            .Tasks.Holders()
            .Where(holder => !live.Contains(holder))
            .SelectMany(holder => ledger.Tasks.KeysHeldBy(holder, limit))
            .OrderBy(orphan => orphan.Id)
            .Take(limit)
            .Select(orphan => orphan.Key)
            .ToList();
    }

    private static List<TaskChange> TakeOrphans(Ledger ledger, List<long> keys, Instant now)
    {
        var changes = new List<TaskChange>();
        foreach (var key in keys)
        {
            if (
                ledger.Tasks.Get(key) is { } orphan
                && ledger.Write(key, TaskLifecycle.Lose(orphan.Task, now)).Allows(out var change, out _)
            )
            {
                changes.Add(change);
            }
        }

        return changes;
    }
}
