using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Working;

/// <summary>What a worker writes to the log.</summary>
internal static partial class WorkerLog
{
    public static void Report(this ILogger logger, WorkerId worker, WorkerReport report, Exception? storeError)
    {
        switch (report)
        {
            case WorkerReport.SessionOpened(var session):
                logger.SessionOpened(session.Value);
                break;
            case WorkerReport.SessionLost(var session, var running):
                logger.SessionLost(session.Value, running);
                break;
            case WorkerReport.Isolated(var session, var running):
                logger.Isolated(session.Value, running);
                break;
            case WorkerReport.StoreFailing(var verb, var retryIn):
                logger.StoreFailing(worker.Value, verb, retryIn, storeError);
                break;
            case WorkerReport.StoreBack:
                logger.StoreBack(worker.Value);
                break;
            case WorkerReport.LeaseLost((var id, var lease)):
                logger.LeaseLost(id.Value, lease);
                break;
            case WorkerReport.Stuck((var id, _), var slots):
                logger.Stuck(id.Value, slots);
                break;
            case WorkerReport.CameLate((var id, _)):
                logger.CameLate(id.Value);
                break;
            case WorkerReport.UnknownName((var id, _), var name):
                logger.UnknownName(id.Value, name.Value);
                break;
            case WorkerReport.DeliveredTwice((var id, var lease)):
                logger.DeliveredTwice(id.Value, lease);
                break;
            case WorkerReport.OutcomeRefused((var id, _), var sentence):
                logger.OutcomeRefused(id.Value, sentence);
                break;
            case WorkerReport.TookFromLost(var count):
                logger.TookFromLost(worker.Value, count);
                break;
            case WorkerReport.Pruned(var count):
                logger.Pruned(worker.Value, count);
                break;
            case WorkerReport.PausesHeeded({ IsEmpty: true }):
                logger.PausesOver(worker.Value);
                break;
            case WorkerReport.PausesHeeded(var pauses):
                logger.PausesHeeded(worker.Value, string.Join(',', pauses.Queues));
                break;
            case WorkerReport.NothingLeft:
                logger.NothingLeft(worker.Value);
                break;
            case WorkerReport.ReachedMaximum(var count):
                logger.ReachedMaximum(count, worker.Value);
                break;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Session {SessionId} is open")]
    private static partial void SessionOpened(this ILogger logger, string sessionId);

    [LoggerMessage(
        LogLevel.Error,
        "Session {SessionId} was declared lost by another worker: {Running} runs are cancelled, a new session is opened. Was the process paused or starved?"
    )]
    private static partial void SessionLost(this ILogger logger, string sessionId, int running);

    [LoggerMessage(
        LogLevel.Error,
        "No beat of session {SessionId} was accepted for a whole lease time: {Running} runs are cancelled. Is the store within reach?"
    )]
    private static partial void Isolated(this ILogger logger, string sessionId, int running);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId}: the store failed ({Verb}); trying again in {RetryIn}")]
    private static partial void StoreFailing(this ILogger logger, string workerId, StoreVerb verb, TimeSpan retryIn, Exception? exception);

    [LoggerMessage(LogLevel.Debug, "The store failed ({Verb})")]
    public static partial void StoreCallFailed(this ILogger logger, StoreVerb verb, Exception exception);

    [LoggerMessage(LogLevel.Information, "Worker {WorkerId}: the store answers again")]
    private static partial void StoreBack(this ILogger logger, string workerId);

    [LoggerMessage(LogLevel.Error, "Task id={TaskId}: lease {Lease} is no longer this worker's; what its run ends with is dropped")]
    private static partial void LeaseLost(this ILogger logger, string taskId, long lease);

    [LoggerMessage(
        LogLevel.Error,
        "Task id={TaskId} does not heed its token: its slot is stuck until it returns ({Stuck} slots are stuck)"
    )]
    private static partial void Stuck(this ILogger logger, string taskId, int stuck);

    [LoggerMessage(LogLevel.Warning, "Task id={TaskId} returned after it had been settled without it; its result is dropped")]
    private static partial void CameLate(this ILogger logger, string taskId);

    [LoggerMessage(
        LogLevel.Warning,
        "Task id={TaskId} path={TaskName} is not known to this process: given back, due again in 30 s. Register it, or name it in FormerNames."
    )]
    private static partial void UnknownName(this ILogger logger, string taskId, string taskName);

    [LoggerMessage(LogLevel.Warning, "Task id={TaskId} was delivered twice under lease {Lease}; the second was ignored")]
    private static partial void DeliveredTwice(this ILogger logger, string taskId, long lease);

    [LoggerMessage(LogLevel.Error, "Task id={TaskId}: the store refuses its outcome for good: {Reason}")]
    private static partial void OutcomeRefused(this ILogger logger, string taskId, string reason);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId} took {Count} tasks from lost workers")]
    private static partial void TookFromLost(this ILogger logger, string workerId, int count);

    [LoggerMessage(LogLevel.Debug, "Worker {WorkerId} deleted {Count} finished tasks that had been kept long enough")]
    private static partial void Pruned(this ILogger logger, string workerId, int count);

    [LoggerMessage(LogLevel.Information, "Worker {WorkerId} starts nothing in the paused queues: '{Queues}'")]
    private static partial void PausesHeeded(this ILogger logger, string workerId, string queues);

    [LoggerMessage(LogLevel.Information, "Worker {WorkerId}: no queue is paused any more")]
    private static partial void PausesOver(this ILogger logger, string workerId);

    [LoggerMessage(LogLevel.Information, "No more tasks to run for worker_id={WorkerId} - exiting gracefully.")]
    private static partial void NothingLeft(this ILogger logger, string workerId);

    [LoggerMessage(LogLevel.Information, "Run maximum tasks ({Count}) on worker={WorkerId} - exiting gracefully.")]
    private static partial void ReachedMaximum(this ILogger logger, int count, string workerId);

    [LoggerMessage(
        LogLevel.Warning,
        "Task id={TaskId} threw after its success had been recorded in a transaction of its own: it stays successful and is not run again"
    )]
    public static partial void ThrewAfterSuccess(this ILogger logger, string taskId, Exception exception);

    [LoggerMessage(
        LogLevel.Warning,
        "Task id={TaskId} returned another value than had been recorded in a transaction of its own: the recorded one stays"
    )]
    public static partial void ReturnedAnother(this ILogger logger, string taskId);

    [LoggerMessage(
        LogLevel.Warning,
        "What the store had recorded of {Count} tasks before it was sent their outcomes cannot be read: nobody is told of their ends"
    )]
    public static partial void RecordedUnknown(this ILogger logger, int count, Exception exception);

    [LoggerMessage(LogLevel.Error, "An observer of task id={TaskId} threw; nothing is changed by it")]
    public static partial void ObserverFailed(this ILogger logger, string taskId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Worker {WorkerId} has ended by force before an observer of ends returned; it tells nothing more")]
    public static partial void ObserverLeft(this ILogger logger, string workerId);
}
