using System.Data.Common;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Reading;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;
using Tasks.Storage.PostgreSql.Watching;
using Tasks.Storage.PostgreSql.Writing;

namespace Tasks.Storage.PostgreSql;

/// <summary>
/// Tasks in a PostgreSQL database. The hot verbs are one statement each (<see cref="ExchangeSql"/>, <see cref="EnqueueSql"/>); every other
/// locks what it speaks of, lets the domain decide, and writes (<see cref="LockedStep"/>). What a verb means stands in <c>Writing</c>, one
/// file each. The server's clock tells every moment.
/// </summary>
internal sealed class PostgreSqlStore : ITransactionalStore
{
    /// <summary>The most connections a store may be told to open.</summary>
    public const int MostConnections = 100;

    private readonly DatabasePlace place;
    private readonly TableNames names;
    private readonly LanePool lanes;
    private readonly LanePool reserved;
    private readonly Watchers watchers = new();
    private readonly Listener? listener;
    private readonly EnqueueLoop enqueues;
    private readonly Statements statements;
    private readonly CallersTransaction transactions;
    private readonly Exchanging exchanging;
    private readonly SessionKeeping sessions;
    private readonly Sweeping sweeping;
    private readonly Moving moving;
    private readonly Pausing pausing;
    private readonly Pruning pruning;
    private readonly Reader reader;
    private readonly Preparation preparation;

    /// <summary>A store that has touched nothing yet.</summary>
    /// <param name="options">Checked options, the prefix set.</param>
    /// <param name="place">Where the database is; disposed with the store.</param>
    public PostgreSqlStore(PostgreSqlBackendOptions options, DatabasePlace place)
    {
        this.place = place;
        names = new TableNames(options.Schema, options.Prefix ?? "tasks_");
        statements = new(names);
        lanes = new(place, names, options, options.MaxConnections);
        reserved = new(place, names, options, 1);
        listener = options.Listen ? new(place, names, watchers, TimeProvider.System) : null;
        var notifier = new Notifier(lanes, names, TimeProvider.System);
        var news = new News(watchers, notifier);
        enqueues = new(lanes, statements, watchers, notifier);
        transactions = new(place, lanes, options);
        exchanging = new(lanes, statements, news);
        sessions = new(lanes, reserved, statements, news);
        sweeping = new(lanes, statements, news);
        moving = new(lanes, statements, news);
        pausing = new(lanes, statements, news);
        pruning = new(lanes, statements);
        reader = new(lanes, statements);
        preparation = new(lanes, names);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => preparation.EnsureAsync(cancellationToken);

    public async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await enqueues.PostAsync(tasks, cancellationToken);
    }

    public async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        IReadOnlyList<NewTask> tasks,
        DbTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        Enqueuing.RequireText(tasks);
        return await transactions.UseAsync(
            transaction,
            lane => Enqueuing.EnqueueMissingAsync(lane, statements, tasks, [], cancellationToken),
            cancellationToken
        );
    }

    public async Task<MoveAnswer> SettleAsync(Settlement settlement, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await transactions.UseAsync(
            transaction,
            lane => Settling.SettleAsync(lane, statements, settlement, cancellationToken),
            cancellationToken
        );
    }

    public async Task<OpenAnswer> OpenAsync(
        SessionId session,
        TimeSpan leaseTime,
        WorkerProfile profile,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        return await sessions.OpenAsync(session, leaseTime, profile, cancellationToken);
    }

    public async Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await sessions.ListAsync(cancellationToken);
    }

    public async Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await sessions.CloseAsync(session, cancellationToken);
    }

    public async Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await exchanging.ExchangeAsync(request, cancellationToken);
    }

    public async Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await sessions.BeatAsync(beat, cancellationToken);
    }

    public async Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await sweeping.SweepAsync(limit, cancellationToken);
    }

    public async Task<ReconcileAnswer> ReconcileAsync(
        SessionId session,
        long turn,
        IReadOnlyList<Hold> held,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        return await sessions.ReconcileAsync(session, turn, held, cancellationToken);
    }

    public async Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await reader.ReadAsync(ids, cancellationToken);
    }

    public async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await reader.ListAsync(filter, cancellationToken);
    }

    public async Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await reader.CountAsync(filter, atMost, cancellationToken);
    }

    public async Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await moving.CancelAsync(ids, cancellationToken);
    }

    public async Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await moving.RetryAsync(ids, cancellationToken);
    }

    public async Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await moving.AnnotateAsync(hold, metadata, cancellationToken);
    }

    public async Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await reader.QueuesAsync(atMost, cancellationToken);
    }

    public async Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await pausing.PauseAsync(queue, cancellationToken);
    }

    public async Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await pausing.ResumeAsync(queue, cancellationToken);
    }

    public async Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await pruning.PruneAsync(request, cancellationToken);
    }

    public async Task<StoreInspection> InspectAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await reader.InspectAsync(cancellationToken);
    }

    public IDisposable Watch(Action onNews)
    {
        var watch = watchers.Add(onNews);
        listener?.Begin();
        return watch;
    }

    /// <summary>Works off what was asked for, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await enqueues.DisposeAsync();
        if (listener is not null)
        {
            await listener.DisposeAsync();
        }

        await lanes.DisposeAsync();
        await reserved.DisposeAsync();
        await place.DisposeAsync();
    }
}
