using System.Data.Common;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Tests.Working;

/// <summary>A store between a worker and a real one, that fails as a test says.</summary>
internal sealed class FaultyStore(ITaskStore inner) : ITaskStore
{
    /// <summary>Called before every verb with its name; what it throws, the verb throws.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Called after every exchange, which has been done by then; what it throws, the exchange throws.</summary>
    public Action<ExchangeRequest> AfterExchange { get; set; } = _ => { };

    /// <summary>Called before every exchange with what is sent.</summary>
    public Func<ExchangeRequest, CancellationToken, Task> OnExchange { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before every beat.</summary>
    public Func<Task> OnBeat { get; set; } = () => Task.CompletedTask;

    /// <summary>What becomes of the answer to an inspection.</summary>
    public Func<StoreInspection, StoreInspection> OnInspect { get; set; } = inspection => inspection;

    public static TaskStoreException Unavailable => new(TaskStoreFault.Unavailable, "The store is away.");

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
        inner.EnqueueAsync(tasks, cancellationToken);

    public Task<OpenAnswer> OpenAsync(SessionId session, TimeSpan leaseTime, WorkerProfile profile, CancellationToken cancellationToken)
    {
        Before("open");
        return inner.OpenAsync(session, leaseTime, profile, cancellationToken);
    }

    public Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken) => inner.SessionsAsync(cancellationToken);

    public Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken)
    {
        Before("close");
        return inner.CloseAsync(session, cancellationToken);
    }

    public async Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken)
    {
        Before("exchange");
        await OnExchange(request, cancellationToken);
        var answer = await inner.ExchangeAsync(request, cancellationToken);
        AfterExchange(request);
        return answer;
    }

    public async Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken)
    {
        Before("beat");
        await OnBeat();
        return await inner.BeatAsync(beat, cancellationToken);
    }

    public Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        Before("sweep");
        return inner.SweepAsync(limit, cancellationToken);
    }

    public Task<ReconcileAnswer> ReconcileAsync(SessionId session, long turn, IReadOnlyList<Hold> held, CancellationToken cancellationToken)
    {
        Before("reconcile");
        return inner.ReconcileAsync(session, turn, held, cancellationToken);
    }

    public Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        Before("read");
        return inner.ReadAsync(ids, cancellationToken);
    }

    public Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        inner.ListAsync(filter, cancellationToken);

    public Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
        inner.CountAsync(filter, atMost, cancellationToken);

    public Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        inner.CancelAsync(ids, cancellationToken);

    public Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        inner.RetryAsync(ids, cancellationToken);

    public Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken) =>
        inner.AnnotateAsync(hold, metadata, cancellationToken);

    public Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken)
    {
        Before("queues");
        return inner.QueuesAsync(atMost, cancellationToken);
    }

    public Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken) => inner.PauseAsync(queue, cancellationToken);

    public Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken) =>
        inner.ResumeAsync(queue, cancellationToken);

    public Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        inner.PruneAsync(request, cancellationToken);

    public async Task<StoreInspection> InspectAsync(CancellationToken cancellationToken)
    {
        Before("inspect");
        return OnInspect(await inner.InspectAsync(cancellationToken));
    }

    public IDisposable Watch(Action onNews) => inner.Watch(onNews);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
