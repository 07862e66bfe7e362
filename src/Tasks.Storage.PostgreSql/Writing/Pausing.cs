using Tasks.Domain.Calls;
using Tasks.Domain.Pausing;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Pauses queues and ends pauses. Those who do so lock first, in a statement of its own, and count on in a later one, which sees what the wait
/// has let pass.
/// </summary>
internal sealed class Pausing(LanePool lanes, Statements statements, News news)
{
    private PauseSql Sql => statements.Pauses;

    public Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken) =>
        ChangeAsync(queue, true, cancellationToken);

    public Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken) =>
        ChangeAsync(queue, false, cancellationToken);

    private async Task<PauseAnswer> ChangeAsync(QueueName queue, bool isPaused, CancellationToken cancellationToken)
    {
        var answer = await lanes.UseAsync(
            async lane =>
            {
                Query[] steps =
                [
                    new("BEGIN ISOLATION LEVEL READ COMMITTED"),
                    new(Sql.Lock),
                    new Query(Sql.Change).With(queue.Value).With(isPaused),
                    new(Sql.Read),
                    new("COMMIT"),
                ];
                await using var reader = await lane.ReadAsync(steps, cancellationToken);
                await reader.ReadAsync(cancellationToken);
                var read = new PauseAnswer(new(reader.GetInt64(0)), PauseSql.ReadFrom(reader, 1));
                await reader.NextResultAsync(cancellationToken);
                return read;
            },
            cancellationToken,
            isRepeatable: true
        );
        news.Tell(queue);
        return answer;
    }
}
