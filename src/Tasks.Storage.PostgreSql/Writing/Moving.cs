using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;
using Query = Tasks.Storage.PostgreSql.Connecting.Query;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Moves asked for one by one: cancel, retry, and metadata.</summary>
internal sealed class Moving(LanePool lanes, Statements statements, News news)
{
    public Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        MoveAsync(ids, TaskLifecycle.Cancel, cancellationToken);

    public Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        MoveAsync(ids, TaskLifecycle.Retry, cancellationToken);

    public async Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken) =>
        (await MoveAsync([hold.Id], (task, _) => TaskLifecycle.Annotate(task, hold.Lease, metadata), cancellationToken))[0];

    private Task<IReadOnlyList<MoveAnswer>> MoveAsync(
        IReadOnlyList<TaskId> ids,
        Func<TaskRecord, Instant, Either<TaskRefusal, TaskChange>> move,
        CancellationToken cancellationToken
    ) =>
        lanes.UseAsync<IReadOnlyList<MoveAnswer>>(
            async lane =>
            {
                string?[] texts = [.. ids.Distinct().Select(id => id.Value)];
                var rows = new Query(statements.Tasks.Lock).With(texts);
                var step = await LockedStep.BeginAsync(lane, null, rows, isWhole: true, cancellationToken);
                var answers = ids.Select(id => MoveAnswer.Of(step.Ledger.Move(id, task => move(task, step.Now)), step.Now)).ToArray();
                await step.CommitAsync(lane, statements, [], cancellationToken);
                news.Tell(step.Ledger);
                return answers;
            },
            cancellationToken
        );
}
