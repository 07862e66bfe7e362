using System.ComponentModel;
using Tasks.Domain.Calls;
using Tasks.Runtime.Serialization;

namespace Tasks.Generation;

/// <summary>What the handles of methods without a return value derive from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class VoidTaskHandle : TaskHandle
{
    /// <inheritdoc/>
    protected VoidTaskHandle(TaskDescription description)
        : base(description) { }

    /// <inheritdoc/>
    protected VoidTaskHandle(TaskHandle original, CallOptions options)
        : base(original, options) { }

    /// <summary>A call with these arguments.</summary>
    protected TaskCall CreateCall(TaskArguments arguments) => new(this, Terms, arguments);

    /// <summary>Enqueues a call to the ambient backend of its alias.</summary>
    protected async Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken) =>
        await TaskBackends.Get(Backend).EnqueueAsync(call, cancellationToken);

    /// <summary>Reads the arguments and calls the method.</summary>
    protected abstract ValueTask RunAsync(TaskRun run);

    internal sealed override bool ReturnsValue => false;

    internal sealed override JsonText WriteReturn(object? value, TaskJson json) =>
        throw new InvalidTaskException($"Task '{Name}' returns nothing: leave the value out.");

    private protected sealed override async ValueTask<JsonText> InvokeAsync(TaskRun run, TaskJson json)
    {
        await RunAsync(run);
        return JsonText.Null;
    }
}
