using System.Collections.Immutable;

namespace Tasks.Backends;

/// <summary>
/// Which services a handle that nobody handed any means: those of the current scope; else those of the one live host; else, where nobody
/// ever called <c>AddTasks</c>, a backend that runs tasks at once. Anything else is an error, never a guess.
/// </summary>
internal sealed class AmbientBackends
{
    private readonly AsyncLocal<IServiceProvider?> scope = new();
    private readonly Lazy<IServiceProvider> implicitServices = new(() => new ImplicitServices());
    private ImmutableList<IServiceProvider> hosts = [];
    private bool isExpected;

    public static AmbientBackends OfProcess { get; } = new();

    public IServiceProvider Services => scope.Value ?? OfHosts(hosts);

    public ITaskBackends Backends => BackendsOf(Services);

    /// <summary>The ambient services, looked for when one is asked for.</summary>
    public IServiceProvider Lazily => new LazyServices(this);

    /// <summary>Somebody called <c>AddTasks</c>: from now on a host is waited for.</summary>
    public void Expect() => isExpected = true;

    public void Enter(IServiceProvider host) => ImmutableInterlocked.Update(ref hosts, static (all, one) => all.Remove(one).Add(one), host);

    public void Leave(IServiceProvider host) => ImmutableInterlocked.Update(ref hosts, static (all, one) => all.Remove(one), host);

    public IDisposable Use(IServiceProvider services)
    {
        var before = scope.Value;
        if (ReferenceEquals(before, services))
        {
            return NothingChanged.Instance;
        }

        BackendsOf(services);
        scope.Value = services;
        return new Scope(this, before);
    }

    private static ITaskBackends BackendsOf(IServiceProvider services) =>
        (ITaskBackends?)services.GetService(typeof(ITaskBackends))
        ?? throw new InvalidTaskBackendException("AddTasks was not called on these services.");

    private IServiceProvider OfHosts(ImmutableList<IServiceProvider> live) =>
        live.Count switch
        {
            1 => live[0],
            > 1 => throw new InvalidTaskBackendException(
                $"{live.Count} hosts with tasks are live in this process, and nothing says which one is meant: "
                    + "inject ITaskBackends, or open a scope with TaskBackends.Use(host.Services)."
            ),
            _ when isExpected => throw new InvalidTaskBackendException(
                "AddTasks was called, but no host is running: start the host first, or inject ITaskBackends."
            ),
            _ => implicitServices.Value,
        };

    private sealed class Scope(AmbientBackends owner, IServiceProvider? before) : IDisposable
    {
        private bool isOver;

        public void Dispose()
        {
            if (!isOver)
            {
                isOver = true;
                owner.scope.Value = before;
            }
        }
    }

    /// <summary>The scope of services that were the ambient ones already.</summary>
    private sealed class NothingChanged : IDisposable
    {
        public static readonly NothingChanged Instance = new();

        public void Dispose() { }
    }

    private sealed class LazyServices(AmbientBackends owner) : IServiceProvider
    {
        public object? GetService(Type serviceType) => owner.Services.GetService(serviceType);
    }
}
