using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
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

    public Task<long> CountAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            lane => lane.ScalarAsync<long>(FilterSql.Count(statements.Names, filter), cancellationToken),
            cancellationToken,
            isRepeatable: true
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
