using System.Diagnostics;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Telemetry;

/// <summary>Writes down in a span that what it covers failed.</summary>
internal static class FailedSpan
{
    /// <summary>Status, error type and an exception event; from stored facts, because an exception's own members may throw.</summary>
    public static void SetFailure(this Activity activity, Failure failure)
    {
        activity.SetStatus(ActivityStatusCode.Error, failure.Message);
        activity.SetTag(TelemetryNames.ErrorType, failure.ExceptionType);
        if (activity.IsAllDataRequested)
        {
            var tags = new ActivityTagsCollection
            {
                { TelemetryNames.ExceptionType, failure.ExceptionType },
                { TelemetryNames.ExceptionMessage, failure.Message },
                { TelemetryNames.ExceptionTrace, failure.Traceback },
            };
            activity.AddEvent(new(TelemetryNames.ExceptionEvent, default, tags));
        }
    }
}
