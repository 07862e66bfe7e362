using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Working;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Real workers, each on a store of its own as in a process of its own, with one method for every task.</summary>
internal sealed class OutageWorkers : ITaskHandlers, IRunObserver, IAsyncDisposable
{
    private readonly List<(Worker Worker, Task<bool> End)> workers = [];

    public OutageWorkers(Func<Run, ValueTask<JsonText>>? method = null) =>
        Method = method ?? (_ => ValueTask.FromResult(JsonText.From("1")));

    /// <summary>How often each task was run, by its id.</summary>
    public ConcurrentDictionary<string, int> Runs { get; } = [];

    /// <summary>The outcomes that those who watch were told of, and what was thrown.</summary>
    public ConcurrentQueue<(TaskRecord Task, Exception? Exception)> Told { get; } = [];

    /// <summary>What each worker knew after its last step.</summary>
    public IEnumerable<WorkerState> States => workers.Select(each => each.Worker.State);

    private Func<Run, ValueTask<JsonText>> Method { get; }

    public static WorkerSettings Settings =>
        WorkerSettings.Of(8) with
        {
            LeaseTime = TimeSpan.FromSeconds(10),
            PollInterval = TimeSpan.FromMilliseconds(500),
        };

    public OutageWorkers Start(ITaskStore store, WorkerSettings? settings = null, TimeProvider? time = null)
    {
        var worker = new Worker(
            WorkerId.From("worker")!.Value,
            settings ?? Settings,
            store,
            this,
            this,
            time ?? TimeProvider.System,
            NullLogger.Instance
        );
        workers.Add((worker, worker.RunAsync()));
        return this;
    }

    /// <summary>Asks all of them to end; whether all did so in order.</summary>
    public async Task<bool> StopAsync()
    {
        workers.ForEach(each => each.Worker.Stop());
        return (await Task.WhenAll(workers.Select(each => each.End)).WaitAsync(TimeSpan.FromSeconds(60))).All(isClean => isClean);
    }

    public string Backend => "outages";

    public bool TryFind(TaskName name, out ITaskHandler handler)
    {
        handler = new Handler(this);
        return true;
    }

    public ValueTask StartedAsync(TaskRecord task) => default;

    public ValueTask SettledAsync(TaskRecord task, Exception? exception)
    {
        Told.Enqueue((task, exception));
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        workers.ForEach(each => each.Worker.Force());
        await Task.WhenAll(workers.Select(each => each.End)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private sealed class Handler(OutageWorkers workers) : ITaskHandler
    {
        public ValueTask<JsonText> RunAsync(Run run)
        {
            workers.Runs.AddOrUpdate(run.Task.Id.Value, 1, (_, count) => count + 1);
            return workers.Method(run);
        }
    }
}
