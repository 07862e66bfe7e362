using Microsoft.Extensions.Logging;

namespace Tasks.Hosting;

/// <summary>What hosting writes to the log.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(LogLevel.Information, "Starting worker worker_id={WorkerId} queues={Queues}")]
    public static partial void StartingWorker(this ILogger logger, string workerId, string queues);

    [LoggerMessage(LogLevel.Warning, "The backend '{Backend}' stores no tasks for workers: this host runs no worker for it")]
    public static partial void NothingToWork(this ILogger logger, string backend);
}
