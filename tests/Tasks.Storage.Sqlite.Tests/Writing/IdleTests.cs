using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Writing;

/// <summary>A poll that asks again what found nothing costs no statement, which shows by its needing no lock; and it misses nothing.</summary>
public sealed class IdleTests : StoreTest
{
    private static readonly SessionId Session = Some.Session("1");
    private readonly MovableClock clock = new();

    [Fact]
    public async Task A_poll_after_one_that_found_nothing_needs_no_lock()
    {
        var store = await IdleAsync();

        var held = Lock();
        var answer = await ClaimAsync(store, Session).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Unlock(held);

        Assert.Equal((SessionStanding.Live, 0), (answer.Standing, answer.Claimed.Count));
        Assert.Equal(clock.GetUtcNow(), answer.At.ToDateTimeOffset());
    }

    [Fact, Trait("Fault", "F41")]
    public async Task What_this_store_takes_since_is_found()
    {
        var store = await IdleAsync();

        await EnqueueAsync(store, Some.New("a"));

        Assert.Single((await ClaimAsync(store, Session)).Claimed);
    }

    [Fact, Trait("Fault", "F41")]
    public async Task What_another_store_takes_since_is_found_and_told()
    {
        var store = await IdleAsync();
        var other = Open(clock: clock);

        await EnqueueAsync(other, Some.New("a"));

        Assert.Single((await ClaimAsync(store, Session)).Claimed);
    }

    [Fact, Trait("Spec", "LIFE-6")]
    public async Task What_becomes_due_since_is_found()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a", Some.CallWith(timing: new Timing.After(TimeSpan.FromMinutes(5)))));
        Assert.NotNull((await ClaimAsync(store, Session)).NextDueAt);

        clock.Jump(TimeSpan.FromMinutes(5));

        Assert.Single((await ClaimAsync(store, Session)).Claimed);
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public async Task A_session_that_another_store_swept_since_claims_nothing_more()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await ClaimAsync(store, Session);
        clock.Jump(2 * Some.Hour);

        await Open(clock: clock).SweepAsync(10, Cancelled);

        Assert.Equal(SessionStanding.Lost, (await ClaimAsync(store, Session)).Standing);
    }

    [Fact, Trait("Spec", "LIFE-12")]
    public async Task An_exchange_of_a_turn_that_passed_since_is_told()
    {
        var store = await IdleAsync();

        await store.ReconcileAsync(Session, 1, [], Cancelled);

        Assert.Equal(SessionStanding.TurnPassed, (await ClaimAsync(store, Session)).Standing);
    }

    [Fact]
    public async Task Other_queues_and_limits_are_another_question()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a", Some.CallWith("other")));
        var full = QueueSelection.All with { Limits = QueueSelection.All.Limits.Add(QueueName.Stored("other"), 0) };
        Assert.Empty((await AskAsync(store, full)).Claimed);

        Assert.Single((await AskAsync(store, QueueSelection.Only(QueueName.Stored("other")))).Claimed);
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_write_that_failed_since_makes_the_store_ask_the_file_again()
    {
        var options = Place.Options();
        options.BusyTimeout = TimeSpan.FromMilliseconds(20);
        var store = Open(options, clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await ClaimAsync(store, Session);

        var held = Lock();
        await FaultAsync(TaskStoreFault.Unavailable, () => EnqueueAsync(store, Some.New("a")));
        await FaultAsync(TaskStoreFault.Unavailable, () => ClaimAsync(store, Session));
        Unlock(held);

        Assert.Empty((await ClaimAsync(store, Session)).Claimed);
    }

    private static Task<ExchangeAnswer> AskAsync(SqliteStore store, QueueSelection queues) =>
        store.ExchangeAsync(new(Session, 0, [], [], Some.Claim(5) with { Queues = queues }), Cancelled);

    private async Task<SqliteStore> IdleAsync()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Empty((await ClaimAsync(store, Session)).Claimed);
        return store;
    }
}
