using System.Runtime.CompilerServices;

namespace Tasks;

public abstract partial class TaskHandle
{
    /// <summary>
    /// Makes a task of an asynchronous function, for languages without the generator. Workers know it once it was registered with
    /// <c>tasks.AddTask(handle)</c>, or was found by <c>AddTasksFrom(assembly)</c> in a public static field or property.
    /// </summary>
    /// <typeparam name="TArguments">
    /// What the function takes: a record, whose JSON members are the stored arguments. In F#, <c>unit</c> for none.
    /// </typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="name">What stored tasks call it, 1 to 200 characters. Changing it later orphans them: see <paramref name="formerNames"/>.</param>
    /// <param name="run">The function.</param>
    /// <param name="priority">How urgent its tasks are: −100 to 100, larger first.</param>
    /// <param name="queue">The queue they go to.</param>
    /// <param name="backend">The alias they go to.</param>
    /// <param name="maxAttempts">How many failures end a task.</param>
    /// <param name="retryDelaySeconds">The pause after the first failure; 0 with a growing back-off means one second.</param>
    /// <param name="retryBackoff">How the pause grows.</param>
    /// <param name="doNotRetryOn">Exceptions that end a task at once, subclasses included.</param>
    /// <param name="timeoutSeconds">How long one attempt may run; 0 for no limit.</param>
    /// <param name="maxCrashes">How many crashes of its worker end a task.</param>
    /// <param name="formerNames">Names the task had before.</param>
    /// <exception cref="InvalidTaskException">An option is out of range, or <typeparamref name="TResult"/> is work and not a value.</exception>
    [OverloadResolutionPriority(1)]
    public static TaskHandle<TArguments, TResult> Create<TArguments, TResult>(
        string name,
        Func<TArguments, TaskContext, Task<TResult>> run,
        int priority = 0,
        string queue = "default",
        string backend = TasksBuilder.DefaultAlias,
        int maxAttempts = 1,
        double retryDelaySeconds = 0,
        RetryBackoff retryBackoff = RetryBackoff.None,
        Type[]? doNotRetryOn = null,
        double timeoutSeconds = 0,
        int maxCrashes = 3,
        string[]? formerNames = null
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        PendingReturn.Refuse<TResult>(name);
        return new(
            new(name)
            {
                FormerNames = formerNames ?? [],
                Priority = priority,
                Queue = queue,
                Backend = backend,
                MaxAttempts = maxAttempts,
                RetryDelaySeconds = retryDelaySeconds,
                RetryBackoff = retryBackoff,
                DoNotRetryOn = doNotRetryOn ?? [],
                TimeoutSeconds = timeoutSeconds,
                MaxCrashes = maxCrashes,
                IsAsync = true,
                TakesContext = true,
            },
            run,
            run.Method
        );
    }

    /// <summary>
    /// Makes a task of a function, for languages without the generator. Workers know it once it was registered with
    /// <c>tasks.AddTask(handle)</c>, or was found by <c>AddTasksFrom(assembly)</c> in a public static field or property.
    /// </summary>
    /// <typeparam name="TArguments">
    /// What the function takes: a record, whose JSON members are the stored arguments. In F#, <c>unit</c> for none.
    /// </typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="name">What stored tasks call it, 1 to 200 characters. Changing it later orphans them: see <paramref name="formerNames"/>.</param>
    /// <param name="run">The function.</param>
    /// <param name="priority">How urgent its tasks are: −100 to 100, larger first.</param>
    /// <param name="queue">The queue they go to.</param>
    /// <param name="backend">The alias they go to.</param>
    /// <param name="maxAttempts">How many failures end a task.</param>
    /// <param name="retryDelaySeconds">The pause after the first failure; 0 with a growing back-off means one second.</param>
    /// <param name="retryBackoff">How the pause grows.</param>
    /// <param name="doNotRetryOn">Exceptions that end a task at once, subclasses included.</param>
    /// <param name="timeoutSeconds">How long one attempt may run; 0 for no limit.</param>
    /// <param name="maxCrashes">How many crashes of its worker end a task.</param>
    /// <param name="formerNames">Names the task had before.</param>
    /// <exception cref="InvalidTaskException">An option is out of range, or <typeparamref name="TResult"/> is work and not a value.</exception>
    public static TaskHandle<TArguments, TResult> Create<TArguments, TResult>(
        string name,
        TaskFunction<TArguments, TResult> run,
        int priority = 0,
        string queue = "default",
        string backend = TasksBuilder.DefaultAlias,
        int maxAttempts = 1,
        double retryDelaySeconds = 0,
        RetryBackoff retryBackoff = RetryBackoff.None,
        Type[]? doNotRetryOn = null,
        double timeoutSeconds = 0,
        int maxCrashes = 3,
        string[]? formerNames = null
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        PendingReturn.Refuse<TResult>(name);
        return new(
            new(name)
            {
                FormerNames = formerNames ?? [],
                Priority = priority,
                Queue = queue,
                Backend = backend,
                MaxAttempts = maxAttempts,
                RetryDelaySeconds = retryDelaySeconds,
                RetryBackoff = retryBackoff,
                DoNotRetryOn = doNotRetryOn ?? [],
                TimeoutSeconds = timeoutSeconds,
                MaxCrashes = maxCrashes,
                IsAsync = false,
                TakesContext = true,
            },
            (arguments, context) => Task.FromResult(run(arguments, context)),
            run.Method
        );
    }
}
