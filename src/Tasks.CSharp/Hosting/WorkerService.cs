using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tasks.Runtime.Backends;

namespace Tasks.Hosting;

/// <summary>Runs the workers of a host from its start to its stop.</summary>
internal sealed class WorkerService(
    IEnumerable<WorkerRegistration> registrations,
    ITaskBackends backends,
    ILogger<WorkerService> logger,
    TimeProvider? time = null
) : IHostedService
{
    private readonly List<HostedWorker> workers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (workers.Count > 0)
        {
            return Task.CompletedTask;
        }

        var options = registrations.Select(registration => registration.CreateOptions()).ToArray();
        var mistakes = options
            .SelectMany(each => WorkerRules.FindMistakes(each, backends))
            .Select(mistake => "AddWorker: " + mistake)
            .ToArray();
        if (mistakes.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(WorkerOptions), mistakes);
        }

        foreach (var each in options)
        {
            Start(each);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopping = workers.ToArray();
        workers.Clear();
        await Task.WhenAll(stopping.Select(worker => worker.StopAsync(cancellationToken)));
    }

    private void Start(WorkerOptions options)
    {
        if (backends.Get(options.Backend) is not StoreBackend backend)
        {
            // An Immediate backend in place of a store is how tests and small tools are configured: nothing is left for a worker.
            logger.NothingToWork(options.Backend);
            return;
        }

        var worker = new HostedWorker(options, backend, time ?? TimeProvider.System, logger);
        workers.Add(worker);
        worker.Start();
    }
}
