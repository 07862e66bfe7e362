using System.Data.Common;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Reading;
using Tasks.Storage.Sqlite.Schema;
using Tasks.Storage.Sqlite.Writing;

namespace Tasks.Storage.Sqlite;

/// <summary>
/// Tasks in one SQLite file. Writing verbs go to one thread that shares its commits among them (<see cref="WriteLoop"/>), reading ones to
/// connections that only read (<see cref="ReaderPool"/>). What a verb means stands in <c>Writing</c>, one file each; what a move means, in
/// the domain.
/// </summary>
internal sealed class SqliteStore : ITransactionalStore
{
    private readonly WriteLoop writer;
    private readonly ReaderPool readers;
    private readonly CallersTransaction transactions;
    private readonly Inspection inspection;
    private readonly TimeProvider clock;

    /// <summary>A store that has touched nothing yet.</summary>
    /// <param name="options">Checked options, the prefix set.</param>
    /// <param name="clock">The machine's clock, by which every moment is told; tests put it forward and back.</param>
    public SqliteStore(SqliteBackendOptions options, TimeProvider clock)
    {
        this.clock = clock;
        var place = DatabasePlace.Of(options.ConnectionString);
        var names = new TableNames(options.Prefix ?? "tasks_");
        writer = new(place, names, options, clock);
        readers = new(place, names, options);
        transactions = new(place, names, options, clock);
        inspection = new(place, options);
    }

    // Whatever is written first makes the schema; to write nothing is enough.
    public Task PrepareAsync(CancellationToken cancellationToken) => writer.PostAsync(ledger => ledger.Now(), cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Enqueuing.Enqueue(ledger, tasks), cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        IReadOnlyList<NewTask> tasks,
        DbTransaction transaction,
        CancellationToken cancellationToken
    ) => transactions.UseAsync(transaction, ledger => Enqueuing.Enqueue(ledger, tasks), cancellationToken);

    public Task<MoveAnswer> SettleAsync(Settlement settlement, DbTransaction transaction, CancellationToken cancellationToken) =>
        transactions.UseAsync(transaction, ledger => Moving.Settle(ledger, settlement), cancellationToken);

    public Task<OpenAnswer> OpenAsync(SessionId session, TimeSpan leaseTime, WorkerProfile profile, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => SessionKeeping.Open(ledger, session, leaseTime, profile), cancellationToken);

    public Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => SessionKeeping.Close(ledger, session), cancellationToken);

    public Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken) =>
        writer.PostAsync(new Exchange(request, clock, cancellationToken), cancellationToken);

    public Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => SessionKeeping.Beat(ledger, beat), cancellationToken, isUrgent: true);

    public Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Sweeping.Sweep(ledger, limit), cancellationToken);

    public Task<ReconcileAnswer> ReconcileAsync(
        SessionId session,
        long turn,
        IReadOnlyList<Hold> held,
        CancellationToken cancellationToken
    ) => writer.PostAsync(ledger => SessionKeeping.Reconcile(ledger, session, turn, held), cancellationToken);

    public Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Moving.Cancel(ledger, ids), cancellationToken);

    public Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Moving.Retry(ledger, ids), cancellationToken);

    public Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Moving.Annotate(ledger, hold, metadata), cancellationToken);

    // Some microseconds: not worth another thread.
    public Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        ReadHere<IReadOnlyList<TaskRecord?>>(reader => reader.Read(ids), new TaskRecord?[ids.Count], cancellationToken);

    public Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken)
    {
        var now = Instant.From(clock.GetUtcNow());
        return ReadHere(
            reader =>
            {
                var (sessions, pauses) = reader.Sessions();
                return new SessionsAnswer(now, sessions, pauses);
            },
            new(now, []),
            cancellationToken
        );
    }

    public Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        Task.Run(() => readers.Read(reader => reader.List(filter), []), cancellationToken);

    public Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
        Task.Run(() => readers.Read(reader => reader.Count(filter, atMost), 0), cancellationToken);

    public Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken)
    {
        var now = Instant.From(clock.GetUtcNow());
        return Task.Run(() => readers.Read(reader => reader.Queues(atMost, now), new(now, [], default)), cancellationToken);
    }

    public Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Operating.Pause(ledger, queue), cancellationToken);

    public Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Operating.Resume(ledger, queue), cancellationToken);

    public Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        writer.PostAsync(ledger => Operating.Prune(ledger, request), cancellationToken);

    // Writes nothing, and finds out whether it could.
    public async Task<StoreInspection> InspectAsync(CancellationToken cancellationToken)
    {
        var now = await writer.PostAsync(ledger => ledger.Now(), cancellationToken);
        var (bytes, free) = readers.Read(reader => reader.Size(), default);
        return inspection.Of(now, bytes, free);
    }

    public IDisposable Watch(Action onNews) => writer.Watch(onNews);

    /// <summary>Works off what was asked for, moves the log to the file and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        readers.Dispose();
    }

    private Task<T> ReadHere<T>(Func<Reader, T> read, T nothing, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(readers.Read(read, nothing));
        }
        catch (Exception exception) when (exception is TaskException or ObjectDisposedException)
        {
            return Task.FromException<T>(exception);
        }
    }
}
