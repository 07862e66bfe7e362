using Npgsql;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>Reads tasks without touching them.</summary>
internal sealed class Reader(LanePool lanes, Statements statements)
{
    public async Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        string?[] texts = [.. ids.Distinct().Select(id => id.Value)];
        var found = (await RowsAsync(new Query(statements.Tasks.Find).With(texts), cancellationToken)).ToDictionary(task => task.Id);
        return [.. ids.Select(id => found.GetValueOrDefault(id))];
    }

    public async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        await RowsAsync(FilterSql.List(statements.Names, filter), cancellationToken);

    public Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            lane => lane.ScalarAsync<long>(FilterSql.Count(statements.Names, filter, atMost), cancellationToken),
            cancellationToken,
            isRepeatable: true
        );

    public Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                var query = new Query(new QueueSql(statements.Names).Census).With((long)atMost);
                await using var reader = await lane.ReadAsync([query], cancellationToken);
                var (now, pauses, queues) = (default(Instant), default(Pauses), new List<QueueStanding>());
                while (await reader.ReadAsync(cancellationToken))
                {
                    (now, pauses) = (new(reader.GetInt64(0)), PauseSql.ReadFrom(reader, QueueSql.Pauses));
                    if (!reader.IsDBNull(QueueSql.Queue))
                    {
                        queues.Add(Standing(reader));
                    }
                }

                return new QueuesAnswer(now, [.. queues.OrderBy(standing => standing.Queue)], pauses);
            },
            cancellationToken,
            isRepeatable: true
        );

    public Task<StoreInspection> InspectAsync(CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                await using var reader = await lane.ReadAsync([new(new InspectionSql(statements.Names).Look)], cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return Inspection.Of(ServerFacts.Read(reader));
            },
            cancellationToken,
            isRepeatable: true
        );

    private static QueueStanding Standing(NpgsqlDataReader row) =>
        new(
            QueueName.Stored(row.GetString(QueueSql.Queue)),
            row.GetInt64(QueueSql.Due),
            row.GetInt64(QueueSql.Later),
            row.GetInt64(QueueSql.Running),
            row.IsDBNull(QueueSql.FirstDueAt) ? null : new Instant(row.GetInt64(QueueSql.FirstDueAt))
        );

    private Task<List<TaskRecord>> RowsAsync(Query query, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                await using var reader = await lane.ReadAsync([query], cancellationToken);
                var rows = new RowReader(reader);
                var tasks = new List<TaskRecord>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    tasks.Add(rows.Read());
                }

                return tasks;
            },
            cancellationToken,
            isRepeatable: true
        );
}
