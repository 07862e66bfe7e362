using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory;

/// <summary>What operators ask for. It scans: what this store holds is small, or the process would not.</summary>
public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken) =>
        Step(now => new QueuesAnswer(now, Standings(atMost, now), pauses), cancellationToken);

    /// <inheritdoc/>
    public Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken) =>
        Step(now => Become(pauses.With(queue), now), cancellationToken);

    /// <inheritdoc/>
    public Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken) =>
        Step(now => Become(pauses.Without(queue), now), cancellationToken);

    /// <inheritdoc/>
    public Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        Step(now => Prune(request, now), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreInspection> InspectAsync(CancellationToken cancellationToken) =>
        Step(
            now => new StoreInspection(
                now,
                ["Tasks are kept in memory and are gone when the process ends: name a durable store if they matter."],
                []
            ),
            cancellationToken
        );

    private PauseAnswer Become(Pauses after, Instant now)
    {
        hasNews |= after.Number != pauses.Number;
        pauses = after;
        return new(now, after);
    }

    private QueueStanding[] Standings(int atMost, Instant now) =>
        [
            .. table
                .All.Where(task => !task.IsFinished)
                .GroupBy(task => task.Call.Definition.Queue)
                .OrderBy(tasks => tasks.Key)
                .Select(tasks => new QueueStanding(
                    tasks.Key,
                    tasks.Where(task => task.IsDueAt(now)).Take(atMost).Count(),
                    tasks.Where(task => task.State is TaskState.Ready && !task.IsDueAt(now)).Take(atMost).Count(),
                    tasks.Where(task => task.State is TaskState.Running).Take(atMost).Count(),
                    tasks.Where(task => task.IsDueAt(now)).Min(task => (Instant?)task.DueAt)
                )),
        ];

    private PruneAnswer Prune(PruneRequest request, Instant now)
    {
        var looked = table
            .All.Where(task => request.After is not { } after || task.Id.CompareTo(after) > 0)
            .OrderBy(task => task.Id)
            .Take(request.Look)
            .ToArray();
        var over = Array.FindAll(looked, task => request.Retention.IsOver(task, now));
        if (!request.IsDryRun)
        {
            Array.ForEach(over, table.Remove);
        }

        return new(now, over.Length, looked.Length == request.Look ? looked[^1].Id : null);
    }
}
