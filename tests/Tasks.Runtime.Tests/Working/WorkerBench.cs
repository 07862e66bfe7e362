using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using Tasks.Runtime.Working;
using Tasks.Storage.InMemory;

namespace Tasks.Runtime.Tests.Working;

/// <summary>A real worker on an in-memory store, with methods given as functions.</summary>
internal sealed class WorkerBench : ITaskHandlers, IRunObserver, IAsyncDisposable
{
    private readonly Dictionary<string, Func<Run, ValueTask<JsonText>>> methods = [];
    private int nextId;

    public WorkerBench()
    {
        Store = new InMemoryStore(StoreTime);
        Between = new(Store);
    }

    /// <summary>What it is called where it is measured.</summary>
    public string Backend { get; } = $"bench {Guid.NewGuid()}";

    public FakeTimeProvider StoreTime { get; } = new(DateTimeOffset.Parse("2026-01-01T00:00:00Z"));

    public WorkerTime WorkerTime { get; } = new();

    public InMemoryStore Store { get; }

    /// <summary>What the workers speak to.</summary>
    public FaultyStore Between { get; }

    public List<TaskRecord> Started { get; } = [];

    public List<TaskRecord> Settled { get; } = [];

    /// <summary>What the observer waits for whenever it is told of an end.</summary>
    public Task Telling { get; init; } = Task.CompletedTask;

    public int SettledCount
    {
        get
        {
            lock (Settled)
            {
                return Settled.Count;
            }
        }
    }

    public WorkerBench With(string name, Func<Run, ValueTask<JsonText>> method)
    {
        methods[name] = method;
        return this;
    }

    public Worker Worker(Func<WorkerSettings, WorkerSettings>? change = null)
    {
        var settings = WorkerSettings.Of(4);
        return new(
            WorkerId.From("bench")!.Value,
            change?.Invoke(settings) ?? settings,
            Between,
            this,
            this,
            WorkerTime,
            NullLogger.Instance
        );
    }

    /// <summary>Runs everything that is due, to the end.</summary>
    public Task<bool> DrainAsync(Func<WorkerSettings, WorkerSettings>? change = null) =>
        Worker(settings => (change?.Invoke(settings) ?? settings) with { StopsWhenIdle = true })
            .RunAsync()
            .WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>
    /// The end of a worker that was told to stop. Its clock goes on meanwhile, slowly: a call that ran into its time limit is tried again, as it
    /// would be.
    /// </summary>
    public async Task<bool> EndAsync(Task<bool> end)
    {
        await Eventually.TrueAsync(() => end.IsCompleted, () => WorkerTime.Advance(TimeSpan.FromMilliseconds(50)));
        return await end;
    }

    public async Task<TaskId> EnqueueAsync(string name, Func<Definition, Definition>? change = null)
    {
        var id = TaskId.Stored($"task-{nextId++:D6}");
        var definition = Definition.Of(TaskName.Stored(name));
        var call = new Call(change?.Invoke(definition) ?? definition, JsonText.EmptyObject, Timing.Now);
        await Store.EnqueueAsync([new NewTask(id, call)], default);
        return id;
    }

    /// <summary>A task whose worker vanished just after it had called the method, a minute ago; another such end is its last.</summary>
    public async Task<TaskId> EnqueueLostAsync(string name)
    {
        var id = await EnqueueAsync(name, definition => definition with { Retry = RetryPolicy.Default with { MaxCrashes = 1 } });
        var lost = SessionId.Of(WorkerId.From("lost")!.Value, "boot");
        var claim = new ClaimRequest(1, 1, QueueSelection.All, null, ClaimRequest.DefaultMaxBytes);
        await Store.OpenAsync(lost, TimeSpan.FromSeconds(30), WorkerProfile.Unknown, default);
        await Store.ExchangeAsync(new(lost, 0, [], [], claim), default);
        StoreTime.Advance(TimeSpan.FromMinutes(1));
        return id;
    }

    public async Task<TaskRecord> ReadAsync(TaskId id) => (await Store.ReadAsync([id], default))[0]!;

    public bool TryFind(TaskName name, out ITaskHandler handler)
    {
        var isKnown = methods.TryGetValue(name.Value, out var method);
        handler = new Handler(method!);
        return isKnown;
    }

    public ValueTask StartedAsync(TaskRecord task)
    {
        lock (Started)
        {
            Started.Add(task);
        }

        return default;
    }

    public ValueTask SettledAsync(TaskRecord task, Exception? exception)
    {
        lock (Settled)
        {
            Settled.Add(task);
        }

        return new(Telling);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private sealed class Handler(Func<Run, ValueTask<JsonText>> method) : ITaskHandler
    {
        public ValueTask<JsonText> RunAsync(Run run) => method(run);
    }
}
