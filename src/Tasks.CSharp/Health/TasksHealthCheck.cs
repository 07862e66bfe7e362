using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tasks.Hosting;
using Tasks.Runtime.Backends;

namespace Tasks.Health;

/// <summary>Asks the stores and the workers of a host how they are, and says how well they are together.</summary>
internal sealed class TasksHealthCheck(ITaskBackends backends, IServiceProvider services, TaskHealthOptions options) : IHealthCheck
{
    private readonly TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var aliases = options.Backends.Count > 0 ? options.Backends : [.. backends.Aliases];
        var looked = await Task.WhenAll(aliases.Select(alias => LookAsync(alias, cancellationToken)));
        var findings = looked.Aggregate(HealthFindings.None, (all, one) => all.With(one));
        var description = findings.Sentences.IsEmpty ? null : string.Join(' ', findings.Sentences);
        // What the application chose for a failure stands for unhealthy alone.
        var status = findings.Status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : findings.Status;
        return new(status, description, exception: null, findings.Data);
    }

    private async Task<HealthFindings> LookAsync(string alias, CancellationToken cancellationToken)
    {
        if (backends.Get(alias) is not StoreBackend backend)
        {
            return HealthFindings.None;
        }

        var answers = await StoreAnswers.AskAsync(backend.Store, options.Patience, time, cancellationToken);
        var findings = HealthRules.Judge(alias, answers, options.OldestReadyAge);
        var workers = services.GetService<LiveWorkers>()?.Of(alias) ?? [];
        return workers
            .Select((worker, number) => HealthRules.Judge(alias, number, worker))
            .Aggregate(findings, (all, one) => all.With(one));
    }
}
