using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Configuration;
using Tasks.Runtime.Backends;

namespace Tasks.CommandLine;

/// <summary>What a command finds before it: the host's services, and whom it speaks to.</summary>
/// <param name="services">The services of the host.</param>
/// <param name="screen">Where it tells what it has to tell.</param>
internal sealed class Desk(IServiceProvider services, Screen screen)
{
    public IServiceProvider Services => services;

    public Screen Screen => screen;

    public BackendPlan Plan => services.GetRequiredService<BackendPlan>();

    public TimeProvider Time => services.GetService<TimeProvider>() ?? TimeProvider.System;

    /// <exception cref="OptionsValidationException">Something is configured wrongly: it names all of it.</exception>
    public void CheckConfiguration() => _ = services.GetRequiredService<IOptions<TasksOptions>>().Value;

    /// <summary>The backend of an alias whose tasks are in a store.</summary>
    /// <exception cref="WrongUseException">It runs tasks in the enqueue, or is not one of this library's.</exception>
    public StoreBackend StoreOf(string alias)
    {
        if (!Plan.Aliases.Contains(alias))
        {
            throw new WrongUseException($"{CommonOptions.Backend}: {CommonOptions.UnknownBackend(Plan, alias)}");
        }

        return services.GetRequiredService<ITaskBackends>().Get(alias) as StoreBackend
            ?? throw new WrongUseException(
                $"{CommonOptions.Backend}: the backend '{alias}' ({Plan.Find(alias).Kind}) keeps no tasks in a store; name one that does."
            );
    }
}
