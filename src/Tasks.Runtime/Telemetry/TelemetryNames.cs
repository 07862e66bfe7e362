namespace Tasks.Runtime.Telemetry;

/// <summary>What spans and measurements call things: OpenTelemetry's words for messaging where it has one, <c>tasks.*</c> otherwise.</summary>
internal static class TelemetryNames
{
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Queue = "messaging.destination.name";
    public const string TaskId = "messaging.message.id";
    public const string Worker = "messaging.client.id";
    public const string BatchSize = "messaging.batch.message_count";
    public const string ErrorType = "error.type";

    public const string Backend = "tasks.backend";
    public const string TaskName = "tasks.task.name";
    public const string Attempt = "tasks.attempt";
    public const string CancelReason = "tasks.cancel_reason";
    public const string Outcome = "tasks.outcome";
    public const string Standing = "tasks.state";
    public const string Verb = "tasks.store.verb";

    public const string Tasks = "tasks";
    public const string Send = "send";
    public const string Process = "process";

    public const string ExceptionEvent = "exception";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionTrace = "exception.stacktrace";
}
