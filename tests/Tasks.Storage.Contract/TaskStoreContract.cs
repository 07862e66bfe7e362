using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract;

/// <summary>
/// The law for stores. Each concept has a class of its own, and each store derives every one of them for its <see cref="StorePlace"/>.
/// Nothing here waits: what is past or over is made so by the moments and lease times that are asked for.
/// </summary>
public abstract class TaskStoreContract<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    private readonly List<ITaskStore> stores = [];

    protected TPlace Place { get; } = new();

    protected ITaskStore Store => stores[0];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await OpenStoreAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<ITaskStore> OpenStoreAsync()
    {
        var store = await Place.OpenStoreAsync();
        stores.Add(store);
        return store;
    }

    protected async Task<TaskRecord> EnqueueAsync(string id, Call? call = null) =>
        Assert.Single(await Store.EnqueueAsync([Some.New(id, call)], Token));

    protected Task<IReadOnlyList<TaskRecord>> EnqueueAllAsync(params IReadOnlyList<NewTask> tasks) => Store.EnqueueAsync(tasks, Token);

    /// <summary>Opens a session that lasts an hour unless said otherwise.</summary>
    protected async Task<SessionId> OpenAsync(string boot = "boot1", TimeSpan? leaseTime = null)
    {
        var session = Some.Session(boot);
        await Store.OpenAsync(session, leaseTime ?? Some.Hour, WorkerProfile.Unknown, Token);
        return session;
    }

    /// <summary>Claims by an exchange that does nothing else.</summary>
    protected async Task<IReadOnlyList<TaskRecord>> ClaimAsync(SessionId session, ClaimRequest? claim = null) =>
        (await ExchangeAsync(session, claim: claim ?? Some.Claim(count: 100))).Claimed;

    /// <summary>Enqueues a task and has a session claim it.</summary>
    protected async Task<TaskRecord> RunningAsync(string id, SessionId session, Call? call = null, bool isStarted = true)
    {
        await EnqueueAsync(id, call);
        var claim = Some.Claim(1, (call ?? Some.Call).Definition.Queue.Value);
        return Assert.Single(await ClaimAsync(session, claim with { StartNow = isStarted ? 1 : 0 }), task => task.Id == Some.Id(id));
    }

    protected async Task<SettleAnswer> SettleAsync(SessionId session, Hold hold, Outcome outcome, JsonText? metadata = null) =>
        Assert.Single((await ExchangeAsync(session, [new(hold, outcome, metadata)])).Settled);

    protected Task<ExchangeAnswer> ExchangeAsync(
        SessionId session,
        IReadOnlyList<Settlement>? settlements = null,
        IReadOnlyList<Hold>? starts = null,
        ClaimRequest? claim = null,
        long turn = 0
    ) => Store.ExchangeAsync(new(session, turn, settlements ?? [], starts ?? [], claim), Token);

    protected async Task<TaskRecord> ReadAsync(TaskId id) => Assert.Single(await Store.ReadAsync([id], Token))!;

    protected async Task<MoveAnswer> CancelAsync(TaskId id) => Assert.Single(await Store.CancelAsync([id], Token));

    protected async Task<MoveAnswer> RetryAsync(TaskId id) => Assert.Single(await Store.RetryAsync([id], Token));

    /// <summary>A task as it was, but for what a test says has changed, is what the store holds now.</summary>
    protected async Task HoldsAsync(TaskRecord expected) => Assert.Equal(expected, await ReadAsync(expected.Id));

    protected static IEnumerable<string> Ids(IEnumerable<TaskRecord> tasks) => tasks.Select(task => task.Id.Value);
}
