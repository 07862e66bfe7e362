using System.Data.Common;
using System.Reflection;
using Tasks.Generation;

namespace Tasks;

/// <summary>A task made by <c>TaskHandle.Create</c>: enqueued with one value, whose own JSON are the stored arguments.</summary>
/// <typeparam name="TArguments">What the function takes.</typeparam>
/// <typeparam name="TResult">What it returns.</typeparam>
public sealed class TaskHandle<TArguments, TResult> : TaskHandle<TResult>
{
    private readonly Func<TArguments, TaskContext, Task<TResult>> run;
    private readonly MethodInfo function;

    internal TaskHandle(TaskDescription description, Func<TArguments, TaskContext, Task<TResult>> run, MethodInfo function)
        : base(description) => (this.run, this.function) = (run, function);

    private TaskHandle(TaskHandle<TArguments, TResult> original, CallOptions options)
        : base(original, options) => (run, function) = (original.run, original.function);

    internal override string Origin => $"{base.Origin} of {FunctionText.Of(function)}";

    /// <summary>Enqueues the task.</summary>
    /// <param name="arguments">What the function is given, read back from its JSON.</param>
    /// <param name="cancellationToken">Abandons the wait; whether the task was enqueued is then unknown.</param>
    /// <exception cref="InvalidTaskException">The backend does not accept the call; nothing was stored.</exception>
    public Task<TaskResult<TResult>> EnqueueAsync(TArguments arguments, CancellationToken cancellationToken = default) =>
        EnqueueAsync(With(arguments), cancellationToken);

    /// <summary>A call with these arguments, not yet enqueued.</summary>
    /// <param name="arguments">What the function is given.</param>
    public TaskCall<TResult> With(TArguments arguments) => CreateCall(new WholeArguments<TArguments>(arguments));

    /// <summary>Runs the function here and now, without a backend.</summary>
    /// <param name="arguments">What it is given, as it is.</param>
    /// <param name="cancellationToken">What its context holds.</param>
    public async Task<TResult> CallAsync(TArguments arguments, CancellationToken cancellationToken = default)
    {
        await using var here = RunHere(cancellationToken);
        return await run(arguments, here.Context);
    }

    /// <summary>A copy of this task with other options; what is not given stays as it is.</summary>
    /// <param name="priority">How urgent its tasks are: −100 to 100, larger first.</param>
    /// <param name="queue">The queue they go to.</param>
    /// <param name="backend">The alias they go to.</param>
    /// <param name="runAfter">The earliest start; one in the past means at once.</param>
    /// <param name="delay">The earliest start, counted by the store from the enqueue; never together with <paramref name="runAfter"/>.</param>
    /// <exception cref="InvalidTaskException">The priority or the queue's name is impossible.</exception>
    /// <exception cref="ArgumentException">A moment and a delay were given.</exception>
    public TaskHandle<TArguments, TResult> Using(
        int? priority = null,
        string? queue = null,
        string? backend = null,
        DateTimeOffset? runAfter = null,
        TimeSpan? delay = null
    ) => new(this, Options(priority, queue, backend, runAfter, delay));

    /// <summary>A copy of this task whose enqueueing is part of the transaction.</summary>
    /// <param name="transaction">A live transaction on the backend's own database.</param>
    public TaskHandle<TArguments, TResult> In(DbTransaction transaction) => new(this, Options(transaction));

    /// <inheritdoc/>
    protected override async ValueTask<TResult> RunAsync(TaskRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var arguments = WholeArguments<TArguments>.IsNothing ? default! : run.ReadWhole<TArguments>();
        return await this.run(arguments, run.Context);
    }
}
