using System.Globalization;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Results;

/// <summary>Says where a task stands that somebody has waited for in vain.</summary>
internal static class Whereabouts
{
    public static TimeoutException NotInTime(TaskRecord task, TimeSpan timeout, DateTimeOffset now, bool isServed)
    {
        var duration = timeout.ToString("c", CultureInfo.InvariantCulture);
        return new($"Task '{task.Id}' ({task.Call.Definition.Name}) has not finished within {duration}: {Of(task, now, isServed)}.");
    }

    private static string Of(TaskRecord task, DateTimeOffset now, bool isServed)
    {
        var queue = $"queue '{task.Call.Definition.Queue}'";
        return task.State switch
        {
            TaskState.Ready => $"Ready, {queue}{Due(task, Instant.From(now))}{Served(isServed)}",
            TaskState.Running { CancelRequested: true } running => $"Running on {running.Session}, {Attempt(task)}, asked to end",
            TaskState.Running running => $"Running on {running.Session}, {Attempt(task)}",
            _ => task.Status.ToString(),
        };
    }

    private static string Due(TaskRecord task, Instant now) => task.DueAt > now ? $", due at {task.DueAt}" : "";

    private static string Served(bool isServed) => isServed ? "" : "; no live worker serves it";

    private static string Attempt(TaskRecord task) =>
        string.Create(CultureInfo.InvariantCulture, $"attempt {task.History.Attempts}, since {task.History.LastAttemptedAt}");
}
