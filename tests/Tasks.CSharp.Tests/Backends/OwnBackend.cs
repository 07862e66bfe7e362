namespace Tasks.CSharp.Tests.Backends;

/// <summary>A user's own backend, which notes what reaches it.</summary>
public sealed class OwnBackend : ITaskBackend
{
    public List<TaskCall> Received { get; } = [];

    public string Alias => "default";

    public TaskBackendFeatures Features { get; init; } = new();

    public Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default)
    {
        Received.Add(call);
        throw new NotImplementedException();
    }

    public Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(IEnumerable<TaskCall> calls, CancellationToken cancellationToken = default)
    {
        Received.AddRange(calls);
        throw new NotImplementedException();
    }

    public Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
