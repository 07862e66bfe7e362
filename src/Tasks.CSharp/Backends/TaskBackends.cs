using Tasks.Backends;

namespace Tasks;

/// <summary>
/// The ambient backends, which handles enqueue to: those of the scope that <see cref="Use"/> opened, else those of the one host that has
/// started. Where <c>AddTasks</c> was never called in the process, there is one backend, <c>default</c>, that runs tasks in the enqueue.
/// </summary>
public static class TaskBackends
{
    /// <summary>The ambient backend of the alias <c>default</c>.</summary>
    /// <exception cref="InvalidTaskBackendException">It is not clear which host is meant, or the alias is not configured there.</exception>
    public static ITaskBackend Default => AmbientBackends.OfProcess.Backends.Default;

    /// <summary>Every ambient alias.</summary>
    /// <exception cref="InvalidTaskBackendException">It is not clear which host is meant.</exception>
    public static IReadOnlyList<string> Aliases => AmbientBackends.OfProcess.Backends.Aliases;

    /// <summary>The ambient backend of an alias.</summary>
    /// <param name="alias">The alias; compared ordinally.</param>
    /// <exception cref="InvalidTaskBackendException">It is not clear which host is meant, or the alias is not configured there.</exception>
    public static ITaskBackend Get(string alias) => AmbientBackends.OfProcess.Backends.Get(alias);

    /// <summary>
    /// Makes the backends of these services the ambient ones of the current asynchronous flow, until disposed. Call and dispose it in the
    /// flow that uses it: what it sets does not flow back to a caller.
    /// </summary>
    /// <param name="services">Services on which <c>AddTasks</c> was called: a host's, or a scope's.</param>
    /// <exception cref="InvalidTaskBackendException"><c>AddTasks</c> was not called on them.</exception>
    public static IDisposable Use(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return AmbientBackends.OfProcess.Use(services);
    }
}
