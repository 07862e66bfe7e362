using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tasks.Configuration;
using Tasks.Hosting;

namespace Tasks;

/// <summary>Adds workers to a host.</summary>
public static class TasksBuilderWorkers
{
    /// <summary>
    /// A worker that runs from the host's start to its stop. When the host stops it claims nothing more, gives back what it has not
    /// started, and lets what runs end until <see cref="WorkerOptions.ShutdownTimeout"/>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets its options; wrong ones are reported when the host starts.</param>
    public static TasksBuilder AddWorker(this TasksBuilder builder, Action<WorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new WorkerRegistration(configure));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TasksOptions>, WorkersValidation>());
        builder.Services.TryAddSingleton<LiveWorkers>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerService>());
        return builder;
    }
}
