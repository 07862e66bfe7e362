using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Tasks.Runtime.Building;

namespace Tasks;

/// <summary>
/// What <c>services.AddTasks(tasks => …)</c> is given: says which backends there are, under which aliases. What it is told stands in
/// <see cref="Services"/>, so calls add up; mistakes are reported when the host starts, all at once.
/// </summary>
public sealed class TasksBuilder
{
    /// <summary>The alias of calls that name none.</summary>
    public const string DefaultAlias = "default";

    /// <summary>A builder over the services of an application.</summary>
    /// <param name="services">Where registrations go.</param>
    public TasksBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>The services of the application, for extensions of the builder.</summary>
    public IServiceCollection Services { get; }

    /// <summary>A backend that runs each task in its enqueue: nothing is stored, and nothing can be read back.</summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its options.</param>
    public TasksBuilder AddImmediate(string alias = DefaultAlias, Action<TaskBackendOptions>? configure = null) =>
        Add(BackendRegistration.OfImmediate(Checked(alias), Configured(new(), configure)));

    /// <summary>A backend that keeps what is enqueued and never runs it: a <see cref="DummyBackend"/>, for tests.</summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its options.</param>
    public TasksBuilder AddDummy(string alias = DefaultAlias, Action<TaskBackendOptions>? configure = null) =>
        Add(BackendRegistration.OfDummy(Checked(alias), Configured(new(), configure)));

    /// <summary>
    /// A backend of your own. Calls are checked against its <see cref="ITaskBackend.Features"/> before they reach it; queues it checks
    /// itself. It is disposed with the services.
    /// </summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="create">Makes it; called once, when it is first used.</param>
    public TasksBuilder AddBackend(string alias, Func<IServiceProvider, ITaskBackend> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var anyQueue = new TaskBackendOptions { Queues = [] };
        return Add(BackendRegistration.OfFactory(Checked(alias), alias, anyQueue, (services, _) => create(services)));
    }

    /// <summary>A kind of backend of your own that configuration can name, as <c>"Backend": "name"</c>.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="create">Makes the backend of an alias; called once an alias, when it is first used.</param>
    public TasksBuilder AddBackendKind(string name, Func<IServiceProvider, string, ITaskBackend> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        return AddKind(new(name, null, (alias, options) => BackendRegistration.OfFactory(alias, name, options, create)));
    }

    /// <summary>A kind of store that configuration can name; the stores of this library need no registration.</summary>
    /// <param name="kind">The kind.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public TasksBuilder AddBackendKind(TaskBackendKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return AddKind(new(kind.Name, kind.CreateOptions, (alias, options) => BackendRegistration.OfStore(alias, kind, options)));
    }

    /// <summary>A durable backend; what a store's own <c>AddSqlite</c> and the like are made of.</summary>
    /// <param name="kind">The kind of store.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its options, which are those the kind makes.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public TasksBuilder AddStore<TOptions>(TaskBackendKind kind, string alias, Action<TOptions>? configure)
        where TOptions : TaskBackendOptions
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Add(BackendRegistration.OfStore(Checked(alias), kind, Configured((TOptions)kind.CreateOptions(), configure)));
    }

    /// <summary>An observer of tasks: one instance, built from the services when it is first needed.</summary>
    public TasksBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TObserver>()
        where TObserver : class, ITaskObserver
    {
        Services.AddSingleton<ITaskObserver, TObserver>();
        return this;
    }

    private static string Checked(string alias)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        return alias;
    }

    private static TOptions Configured<TOptions>(TOptions options, Action<TOptions>? configure)
    {
        configure?.Invoke(options);
        return options;
    }

    private TasksBuilder Add(BackendRegistration registration)
    {
        Services.AddSingleton(registration);
        return this;
    }

    private TasksBuilder AddKind(BackendKindRegistration registration)
    {
        Services.AddSingleton(registration);
        return this;
    }
}
