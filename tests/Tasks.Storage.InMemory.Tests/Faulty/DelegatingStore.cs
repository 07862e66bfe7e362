using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>A store that does as another does; what derives it gets one thing wrong.</summary>
internal abstract class DelegatingStore(ITaskStore inner) : ITaskStore
{
    protected ITaskStore Inner { get; } = inner;

    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Inner.PrepareAsync(cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
        Inner.EnqueueAsync(tasks, cancellationToken);

    public virtual Task<OpenAnswer> OpenAsync(
        SessionId session,
        TimeSpan leaseTime,
        WorkerProfile profile,
        CancellationToken cancellationToken
    ) => Inner.OpenAsync(session, leaseTime, profile, cancellationToken);

    public virtual Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken) => Inner.SessionsAsync(cancellationToken);

    public virtual Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
        Inner.CloseAsync(session, cancellationToken);

    public virtual Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken) =>
        Inner.ExchangeAsync(request, cancellationToken);

    public virtual Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) => Inner.BeatAsync(beat, cancellationToken);

    public virtual Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken) =>
        Inner.SweepAsync(limit, cancellationToken);

    public virtual Task<ReconcileAnswer> ReconcileAsync(
        SessionId session,
        long turn,
        IReadOnlyList<Hold> held,
        CancellationToken cancellationToken
    ) => Inner.ReconcileAsync(session, turn, held, cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Inner.ReadAsync(ids, cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        Inner.ListAsync(filter, cancellationToken);

    public virtual Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
        Inner.CountAsync(filter, atMost, cancellationToken);

    public virtual Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Inner.CancelAsync(ids, cancellationToken);

    public virtual Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Inner.RetryAsync(ids, cancellationToken);

    public virtual Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken) =>
        Inner.AnnotateAsync(hold, metadata, cancellationToken);

    public virtual Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken) =>
        Inner.QueuesAsync(atMost, cancellationToken);

    public virtual Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken) =>
        Inner.PauseAsync(queue, cancellationToken);

    public virtual Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken) =>
        Inner.ResumeAsync(queue, cancellationToken);

    public virtual Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        Inner.PruneAsync(request, cancellationToken);

    public virtual Task<StoreInspection> InspectAsync(CancellationToken cancellationToken) => Inner.InspectAsync(cancellationToken);

    public virtual IDisposable Watch(Action onNews) => Inner.Watch(onNews);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
