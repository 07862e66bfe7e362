using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tasks.Backends;
using Tasks.CommandLine.Working;
using Tasks.Configuration;
using Tasks.Discovery;
using Tasks.Runtime.Observing;
using Tasks.Runtime.Working;

namespace Tasks;

/// <summary>
/// Adds tasks to the services of an application. Calls add up; everything said is checked together when the host starts, and every mistake
/// is in the one <see cref="OptionsValidationException"/> that it throws then. Where no call names an alias or gives a section that is
/// there, there is one backend, <c>default</c>, that runs tasks in the enqueue.
/// </summary>
public static class TaskServices
{
    /// <summary>Adds tasks with the backends, workers and observers that code names.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Says which.</param>
    public static IServiceCollection AddTasks(this IServiceCollection services, Action<TasksBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        AddCore(services);
        configure(new(services));
        return services;
    }

    /// <summary>
    /// Adds tasks with the backends that a section names: <c>alias → { "Backend": "Sqlite", "Queues": […], "Options": {…} }</c>. An empty
    /// section means that there is no backend.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section; of a whole configuration, its section <c>Tasks</c> is taken.</param>
    public static IServiceCollection AddTasks(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        AddCore(services).AddSingleton(new ConfiguredSection(section));
        return services;
    }

    /// <summary>Adds tasks with the backends that the section <c>Tasks</c> of the host's own configuration names.</summary>
    /// <param name="services">The services of the application.</param>
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        AddCore(services).AddSingleton(new ConfiguredSection((IConfiguration?)null));
        return services;
    }

    private static IServiceCollection AddCore(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        AmbientBackends.OfProcess.Expect();
        services.TryAddSingleton<BackendPlan>();
        services.TryAddSingleton<KnownTasks>();
        services.TryAddSingleton<ITaskMethods>(provider => provider.GetRequiredService<KnownTasks>());
        services.TryAddSingleton<ITaskBackends, BackendRegistry>();
        services.TryAddSingleton<IAmbientServices, AmbientServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TasksOptions>, TasksValidation>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AmbientHost>());
        AddLineClearing(services);
        services.TryAddSingleton<Verbosity>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, Verbosity>(provider =>
                provider.GetRequiredService<Verbosity>()
            )
        );
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IOptionsChangeTokenSource<LoggerFilterOptions>, Verbosity>(provider =>
                provider.GetRequiredService<Verbosity>()
            )
        );
        services.AddOptions<TasksOptions>().ValidateOnStart();
        return services;
    }

    /// <summary>Before every other provider, so that a worker's live line has made room when one of them writes.</summary>
    private static void AddLineClearing(IServiceCollection services)
    {
        if (services.All(service => service.ImplementationType != typeof(LineClearing)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<ILoggerProvider, LineClearing>());
        }
    }
}
