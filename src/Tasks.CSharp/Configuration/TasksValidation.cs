using Microsoft.Extensions.Options;
using Tasks.Discovery;

namespace Tasks.Configuration;

/// <summary>Refuses to start a host whose tasks are configured wrongly, and says everything that is wrong at once.</summary>
internal sealed class TasksValidation(BackendPlan plan, KnownTasks tasks) : IValidateOptions<TasksOptions>
{
    public ValidateOptionsResult Validate(string? name, TasksOptions options)
    {
        string[] mistakes = [.. plan.Mistakes, .. tasks.Mistakes];
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
