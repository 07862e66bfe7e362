using Microsoft.Extensions.Logging;

namespace Tasks.Runtime.Observing;

/// <summary>What is written to the log about tasks. No line holds an argument or a return value.</summary>
internal static partial class TaskLog
{
    [LoggerMessage(LogLevel.Debug, "Task id={TaskId} path={TaskName} enqueued backend={Backend}")]
    public static partial void Enqueued(this ILogger logger, string taskId, string taskName, string backend);

    [LoggerMessage(LogLevel.Information, "Task id={TaskId} path={TaskName} state=RUNNING")]
    public static partial void Running(this ILogger logger, string taskId, string taskName);

    [LoggerMessage(LogLevel.Information, "Task id={TaskId} path={TaskName} state=SUCCESSFUL")]
    public static partial void Successful(this ILogger logger, string taskId, string taskName);

    [LoggerMessage(LogLevel.Error, "Task id={TaskId} path={TaskName} state=FAILED")]
    public static partial void Failed(this ILogger logger, Exception? exception, string taskId, string taskName);

    [LoggerMessage(LogLevel.Information, "Task id={TaskId} path={TaskName} state=CANCELLED")]
    public static partial void Cancelled(this ILogger logger, Exception? exception, string taskId, string taskName);

    [LoggerMessage(LogLevel.Warning, "Task id={TaskId} path={TaskName} state=READY again, due at {DueAt}")]
    public static partial void Waiting(this ILogger logger, Exception? exception, string taskId, string taskName, DateTimeOffset dueAt);

    [LoggerMessage(LogLevel.Error, "The observers of tasks could not be made, and are told nothing; everything else goes on")]
    public static partial void ObserversMissing(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The observer {Observer} threw about task id={TaskId} path={TaskName}; nothing is changed by it")]
    public static partial void ObserverFailed(this ILogger logger, Exception exception, Type observer, string taskId, string taskName);
}
