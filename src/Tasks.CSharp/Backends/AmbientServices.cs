using Tasks.Runtime.Observing;

namespace Tasks.Backends;

/// <summary>Observers of a host enqueue to that host, whichever others are alive.</summary>
internal sealed class AmbientServices(IServiceProvider services) : IAmbientServices
{
    public IDisposable Enter() => TaskBackends.Use(services);
}
