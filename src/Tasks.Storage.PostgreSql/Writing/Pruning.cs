using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Retaining;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Deletes what has been kept long enough, one bounded step at a time: looks without locking, lets the domain decide, and deletes what is still
/// as it was seen.
/// </summary>
internal sealed class Pruning(LanePool lanes, Statements statements)
{
    private PruneSql Sql => statements.Prunes;

    public Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                var (answer, over) = await LookAsync(lane, request, cancellationToken);
                if (request.IsDryRun || over.Count == 0)
                {
                    return answer;
                }

                var delete = new Query(Sql.Delete)
                    .With(over.Select(task => (string?)task.Id).ToArray())
                    .With(over.Select(task => task.FinishedAt).ToArray());
                return answer with { Count = (int)await lane.ScalarAsync<long>(delete, cancellationToken) };
            },
            cancellationToken
        );

    private async Task<(PruneAnswer Answer, List<(string Id, long FinishedAt)> Over)> LookAsync(
        Lane lane,
        PruneRequest request,
        CancellationToken cancellationToken
    )
    {
        // No id is the empty text.
        var query = new Query(Sql.Look).With(request.After?.Value ?? "").With(request.Look);
        await using var reader = await lane.ReadAsync([query], cancellationToken);
        var (now, looked, last, over) = (default(Instant), 0, "", new List<(string Id, long FinishedAt)>());
        while (await reader.ReadAsync(cancellationToken))
        {
            now = new(reader.GetInt64(0));
            if (reader.IsDBNull(1))
            {
                break;
            }

            looked++;
            last = reader.GetString(1);
            Instant? finishedAt = reader.IsDBNull(4) ? null : new(reader.GetInt64(4));
            var (status, queue) = ((Status)reader.GetInt16(2), QueueName.Stored(reader.GetString(3)));
            if (request.Retention.IsOver(status, queue, finishedAt, now))
            {
                over.Add((last, finishedAt!.Value.Microseconds));
            }
        }

        return (new(now, over.Count, looked == request.Look ? TaskId.Stored(last) : null), over);
    }
}
