using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Backends;

/// <summary>A run whose metadata goes wherever its caller says, under its caller's token.</summary>
internal sealed class CallersRun(TaskRecord task, Action<JsonText> save, CancellationToken cancellationToken) : Run(task)
{
    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public override Task SaveMetadataAsync(JsonText metadata, CancellationToken cancellationToken)
    {
        save(metadata);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
