using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Schema;

/// <summary>Makes or upgrades the tables once in the life of a store, before anything else; whoever comes meanwhile waits for the same.</summary>
internal sealed class Preparation(LanePool lanes, TableNames names)
{
    private readonly Lock gate = new();
    private Task? prepared;

    public Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (prepared is { IsCompletedSuccessfully: true })
        {
            return Task.CompletedTask;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (gate)
        {
            // What failed is tried again by whoever comes next.
            if (prepared is null or { IsFaulted: true } or { IsCanceled: true })
            {
                prepared = PrepareAsync();
            }

            return prepared.WaitAsync(cancellationToken);
        }
    }

    private Task<bool> PrepareAsync() =>
        lanes.UseAsync(
            async lane =>
            {
                await PostgreSqlSchema.PrepareAsync(lane, names, CancellationToken.None);
                return true;
            },
            CancellationToken.None,
            isRepeatable: true
        );
}
