using Microsoft.Extensions.Options;
using Tasks.Configuration;

namespace Tasks.Hosting;

/// <summary>Refuses to start a host whose workers are told something wrong, together with everything else that is wrong.</summary>
internal sealed class WorkersValidation(BackendPlan plan, IEnumerable<WorkerRegistration> registrations) : IValidateOptions<TasksOptions>
{
    public ValidateOptionsResult Validate(string? name, TasksOptions options)
    {
        var mistakes = registrations
            .SelectMany(registration => WorkerRules.FindMistakes(registration.CreateOptions(), plan.Aliases))
            .Select(mistake => "AddWorker: " + mistake)
            .ToArray();
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
