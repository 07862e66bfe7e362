using Microsoft.Extensions.Logging;

namespace Tasks.Running;

/// <summary>What is logged of a run besides its outcome.</summary>
internal static partial class RunLog
{
    public const string Category = "Tasks";

    [LoggerMessage(LogLevel.Warning, "Task path={TaskName}: what its run owned could not be disposed; its outcome stays")]
    public static partial void DisposalFailed(this ILogger logger, Exception exception, string taskName);
}
