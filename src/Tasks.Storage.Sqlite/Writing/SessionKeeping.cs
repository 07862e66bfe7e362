using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>Opens, beats, reconciles and closes the sessions of workers.</summary>
internal static class SessionKeeping
{
    public static OpenAnswer Open(Ledger ledger, SessionId id, TimeSpan leaseTime, WorkerProfile profile)
    {
        var now = ledger.Now();
        ledger.Sessions.Insert(Session.Open(id, leaseTime, profile, now));
        return new(now, ledger.Pauses);
    }

    public static Instant Close(Ledger ledger, SessionId id)
    {
        var now = ledger.Now();
        if (ledger.Sessions.Find(id) is { } stored)
        {
            TakeBack(ledger, ledger.Tasks.HeldBy(stored.Key), now);
            ledger.Sessions.Delete(stored.Key);
        }

        return now;
    }

    public static BeatAnswer Beat(Ledger ledger, Beat beat)
    {
        var now = ledger.Now();
        if (ledger.Sessions.Find(beat.Session) is not { Session.IsLost: false } stored)
        {
            return new(now, false, [], ledger.Pauses);
        }

        ledger.Sessions.Write(stored.Key, stored.Session.Beaten(beat, now));
        return new(now, true, ledger.Tasks.CancelRequestsOf(stored.Key), ledger.Pauses);
    }

    public static ReconcileAnswer Reconcile(Ledger ledger, SessionId id, long turn, IReadOnlyList<Hold> held)
    {
        var now = ledger.Now();
        if (ledger.Sessions.Find(id) is not { } stored)
        {
            return new(now, SessionStanding.Lost, [], [.. held]);
        }

        var holding = ledger.Tasks.HeldBy(stored.Key);
        var there = holding.Select(holds => holds.Task.Hold).ToHashSet();
        var gone = held.Where(hold => !there.Contains(hold)).ToArray();
        var standing = stored.Session.StandingFor(turn);
        if (standing != SessionStanding.Live)
        {
            return new(now, standing, [], gone);
        }

        ledger.Sessions.Write(stored.Key, stored.Session with { Turn = turn });
        var named = held.ToHashSet();
        var unknown = holding.Where(holds => !named.Contains(holds.Task.Hold)).OrderBy(holds => holds.Task.Id).ToList();
        TakeBack(ledger, unknown, now);
        return new(now, standing, [.. unknown.Select(holds => holds.Task.Hold)], gone);
    }

    private static void TakeBack(Ledger ledger, List<StoredTask> held, Instant now)
    {
        foreach (var (key, task, _) in held)
        {
            ledger.Write(key, TaskLifecycle.TakeBack(task, now));
        }
    }
}
