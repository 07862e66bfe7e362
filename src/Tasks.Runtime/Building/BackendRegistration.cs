using System.ComponentModel;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Building;

/// <summary>One alias that code or configuration named, and how its backend is made.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Kind">The kind's name, for messages.</param>
/// <param name="Options">What the backend is told.</param>
/// <param name="Create">Makes it; called once, when it is first used.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record BackendRegistration(
    string Alias,
    string Kind,
    TaskBackendOptions Options,
    Func<BackendParts, ITaskMethods, ITaskBackend> Create
)
{
    /// <summary>The kind of a durable backend, which checks its own options; null for others.</summary>
    public TaskBackendKind? Store { get; init; }

    /// <summary>An alias on a store.</summary>
    public static BackendRegistration OfStore(string alias, TaskBackendKind kind, TaskBackendOptions options) =>
        new(alias, kind.Name, options, (parts, methods) => new StoreBackend(parts, methods, CreateStore(kind, parts))) { Store = kind };

    /// <summary>An alias that runs in the enqueue.</summary>
    public static BackendRegistration OfImmediate(string alias, TaskBackendOptions options) =>
        new(alias, "Immediate", options, static (parts, _) => new ImmediateBackend(parts));

    /// <summary>An alias that only keeps.</summary>
    public static BackendRegistration OfDummy(string alias, TaskBackendOptions options) =>
        new(alias, "Dummy", options, static (parts, _) => new DummyBackend(parts));

    /// <summary>An alias with a backend of the user's own.</summary>
    public static BackendRegistration OfFactory(
        string alias,
        string kind,
        TaskBackendOptions options,
        Func<IServiceProvider, string, ITaskBackend> create
    ) => new(alias, kind, options, (parts, _) => new CheckedBackend(create(parts.Services, alias), alias, parts.Options.Queues));

    private static Stores.ITaskStore CreateStore(TaskBackendKind kind, BackendParts parts) =>
        kind.CreateStore(parts.Services, parts.Alias, parts.Options);
}
