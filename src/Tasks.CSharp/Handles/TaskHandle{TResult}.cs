using Tasks.Domain.Calls;
using Tasks.Generation;
using Tasks.Runtime.Serialization;

namespace Tasks;

/// <summary>A <see cref="TaskHandle"/> of a method that returns a value.</summary>
/// <typeparam name="TResult">What the method returns.</typeparam>
public abstract class TaskHandle<TResult> : TaskHandle
{
    /// <inheritdoc/>
    protected TaskHandle(TaskDescription description)
        : base(description) { }

    /// <inheritdoc/>
    protected TaskHandle(TaskHandle original, CallOptions options)
        : base(original, options) { }

    /// <inheritdoc cref="TaskHandle.GetResultAsync"/>
    public new async Task<TaskResult<TResult>> GetResultAsync(string id, CancellationToken cancellationToken = default) =>
        (await base.GetResultAsync(id, cancellationToken)).As<TResult>();

    /// <summary>A call with these arguments.</summary>
    protected TaskCall<TResult> CreateCall(TaskArguments arguments) => new(this, Terms, arguments);

    /// <summary>Enqueues a call to the ambient backend of its alias.</summary>
    protected async Task<TaskResult<TResult>> EnqueueAsync(TaskCall<TResult> call, CancellationToken cancellationToken) =>
        await TaskBackends.Get(Backend).EnqueueAsync(call, cancellationToken);

    /// <summary>Reads the arguments and calls the method.</summary>
    protected abstract ValueTask<TResult> RunAsync(TaskRun run);

    internal sealed override bool ReturnsValue => true;

    internal sealed override JsonText WriteReturn(object? value, TaskJson json) =>
        value switch
        {
            TResult own => Write(own, json),
            null when default(TResult) is null => Write(default!, json),
            _ => throw new InvalidTaskException(
                $"Task '{Name}' returns {TypeText.Of(typeof(TResult))}, and SucceedInAsync was given "
                    + $"{(value is null ? "null" : TypeText.Of(value.GetType()))}: give it what the method returns."
            ),
        };

    private protected sealed override async ValueTask<JsonText> InvokeAsync(TaskRun run, TaskJson json) => Write(await RunAsync(run), json);

    private JsonText Write(TResult value, TaskJson json) => json.Write(Name, "return value", value);
}
