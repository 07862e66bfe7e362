using Tasks.Configuration;
using Tasks.Discovery;

namespace Tasks.Backends;

/// <summary>The services of a process in which nobody called <c>AddTasks</c>: they hold the backends, and of those one that runs tasks at once.</summary>
internal sealed class ImplicitServices : IServiceProvider
{
    private readonly ITaskBackends backends;

    public ImplicitServices() => backends = new BackendRegistry(this, BackendPlan.Implicit, new KnownTasks([]));

    public object? GetService(Type serviceType) => serviceType == typeof(ITaskBackends) ? backends : null;
}
