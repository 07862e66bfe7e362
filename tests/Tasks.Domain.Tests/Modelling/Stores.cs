using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Tests.Modelling;

/// <summary>Stores that tests begin with, what is asked of them, and what they hold.</summary>
internal static class Stores
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    public static StoreModel Holding(params TaskRecord[] tasks) =>
        StoreModel.Empty with
        {
            Tasks = StoreModel.Empty.Tasks.AddRange(tasks.Select(task => KeyValuePair.Create(task.Id, task))),
        };

    /// <summary>The store after these sessions were opened at noon.</summary>
    public static StoreModel With(this StoreModel store, params SessionId[] sessions) =>
        sessions.Aggregate(store, (so, session) => so.Open(session, LeaseTime, Given.Noon));

    /// <summary>The store after a worker of which nothing is known has opened a session.</summary>
    public static StoreModel Open(this StoreModel store, SessionId session, TimeSpan leaseTime, Instant now) =>
        store.Open(session, leaseTime, WorkerProfile.Unknown, now).After;

    public static (BeatAnswer Answer, StoreModel After) Beat(this StoreModel store, SessionId session, TimeSpan leaseTime, Instant now) =>
        store.Beat(new Beat(session, leaseTime), now);

    public static ClaimRequest Take(int count, int? startNow = null) =>
        new(count, startNow ?? count, QueueSelection.All, null, ClaimRequest.DefaultMaxBytes);

    public static ExchangeRequest Asks(this SessionId session, ClaimRequest? claim = null, long turn = 0) =>
        new(session, turn, [], [], claim);

    public static ExchangeRequest Settles(this SessionId session, params Settlement[] settlements) =>
        new(session, 0, settlements, [], null);

    public static TaskRecord Task(this StoreModel store, string id) => store.Tasks[Given.Id(id)];

    /// <summary>Everything a store holds, as values that can be compared.</summary>
    public static (IReadOnlyList<TaskRecord> Tasks, IReadOnlyList<Session> Sessions) Content(this StoreModel store) =>
        ([.. store.Tasks.Values.OrderBy(task => task.Id)], [.. store.Sessions.Values.OrderBy(session => session.Id)]);

    public static void HoldsTheSameAs(this StoreModel store, StoreModel other)
    {
        Assert.Equal(other.Content().Tasks, store.Content().Tasks);
        Assert.Equal(other.Content().Sessions, store.Content().Sessions);
    }
}
