using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tasks.Health;

namespace Tasks;

/// <summary>Adds the health of tasks to that of an application.</summary>
public static class TasksHealthChecks
{
    /// <summary>
    /// Looks whether each store can be reached and fits this program, whether the workers of this process live, whether something waits for
    /// too long, and whether slots are stuck. It costs each store three bounded reads; its data are numbers, and nothing secret.
    /// </summary>
    /// <param name="builder">What <c>services.AddHealthChecks()</c> gives.</param>
    /// <param name="configure">Sets what is looked at and what is too long.</param>
    /// <param name="name">The name of the check: <c>tasks</c> unless given.</param>
    /// <param name="failureStatus">What to report in place of unhealthy.</param>
    /// <param name="tags">Tags to choose the check by.</param>
    public static IHealthChecksBuilder AddTasks(
        this IHealthChecksBuilder builder,
        Action<TaskHealthOptions>? configure = null,
        string name = "tasks",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new TaskHealthOptions();
        configure?.Invoke(options);
        return builder.Add(
            new(name, services => ActivatorUtilities.CreateInstance<TasksHealthCheck>(services, options), failureStatus, tags)
        );
    }
}
