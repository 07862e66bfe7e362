using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tasks.Runtime.Observing;

/// <summary>Tells the log, and then the observers one after the other, what has happened. What an observer throws changes nothing.</summary>
internal sealed class Announcements(IServiceProvider services)
{
    private readonly Lazy<ILogger> logger = new(() => LoggerOf(services));

    // Resolved when there is something to tell: an observer may itself need the backends.
    private readonly Lazy<ITaskObserver[]> observers = new(() => ObserversOf(services));

    public ILogger Logger => logger.Value;

    /// <summary>Whether anybody hears of starts and of successes.</summary>
    public bool IsListening => observers.Value.Length > 0 || Logger.IsEnabled(LogLevel.Information);

    public static ILogger LoggerOf(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("Tasks") ?? NullLogger.Instance;

    public ValueTask EnqueuedAsync(TaskResult result, CancellationToken cancellationToken)
    {
        Logger.Enqueued(result.Id, result.TaskName, result.Backend);
        return TellAsync(result, static (observer, result, token) => observer.EnqueuedAsync(result, token), cancellationToken);
    }

    public ValueTask EnqueuedAsync(TaskResult[] results, CancellationToken cancellationToken) =>
        observers.Value.Length > 0 || Logger.IsEnabled(LogLevel.Debug)
            ? TellEnqueuedAsync(results, cancellationToken)
            : ValueTask.CompletedTask;

    public ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken)
    {
        Logger.Running(result.Id, result.TaskName);
        return TellAsync(result, static (observer, result, token) => observer.StartedAsync(result, token), cancellationToken);
    }

    /// <summary>An attempt's outcome has been recorded; observers hear of it if it was the last.</summary>
    public ValueTask SettledAsync(TaskResult result, Exception? exception, CancellationToken cancellationToken)
    {
        switch (result.Status)
        {
            case TaskResultStatus.Successful:
                Logger.Successful(result.Id, result.TaskName);
                break;
            case TaskResultStatus.Failed:
                Logger.Failed(exception, result.Id, result.TaskName);
                break;
            case TaskResultStatus.Cancelled:
                Logger.Cancelled(exception, result.Id, result.TaskName);
                break;
            default:
                Logger.Waiting(exception, result.Id, result.TaskName, result.DueAt);
                break;
        }

        return result.IsFinished
            ? TellAsync(result, static (observer, result, token) => observer.FinishedAsync(result, token), cancellationToken)
            : ValueTask.CompletedTask;
    }

    private async ValueTask TellEnqueuedAsync(TaskResult[] results, CancellationToken cancellationToken)
    {
        foreach (var result in results)
        {
            await EnqueuedAsync(result, cancellationToken);
        }
    }

    private ValueTask TellAsync(
        TaskResult result,
        Func<ITaskObserver, TaskResult, CancellationToken, ValueTask> tell,
        CancellationToken cancellationToken
    ) => observers.Value.Length == 0 ? ValueTask.CompletedTask : TellEachAsync(result, tell, cancellationToken);

    // What is told has happened already: an observer that cannot be made changes it as little as one that throws.
    private static ITaskObserver[] ObserversOf(IServiceProvider services)
    {
        try
        {
            return [.. services.GetService<IEnumerable<ITaskObserver>>() ?? []];
        }
        catch (Exception exception)
        {
            LoggerOf(services).ObserversMissing(exception);
            return [];
        }
    }

    private async ValueTask TellEachAsync(
        TaskResult result,
        Func<ITaskObserver, TaskResult, CancellationToken, ValueTask> tell,
        CancellationToken cancellationToken
    )
    {
        using var ambient = services.GetService<IAmbientServices>()?.Enter();
        foreach (var observer in observers.Value)
        {
            try
            {
                await tell(observer, result, cancellationToken);
            }
            catch (Exception exception)
            {
                Logger.ObserverFailed(exception, observer.GetType(), result.Id, result.TaskName);
            }
        }
    }
}
