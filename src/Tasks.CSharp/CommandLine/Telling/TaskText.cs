using System.Text.Json;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.CommandLine.Telling;

/// <summary>A task as JSON. Names are those of <see cref="TaskResult"/>, in camel case.</summary>
internal static class TaskText
{
    /// <summary>What a list says of it: neither arguments nor values.</summary>
    public static void WriteSummary(Utf8JsonWriter json, TaskRecord task)
    {
        json.WriteStartObject();
        WriteFacts(json, task);
        json.WriteEndObject();
    }

    /// <summary>All there is.</summary>
    public static void WriteWhole(Utf8JsonWriter json, TaskRecord task)
    {
        json.WriteStartObject();
        WriteFacts(json, task);
        json.WriteNumber("failures", task.History.Failures);
        json.WriteNumber("crashes", task.History.Crashes);
        WriteState(json, task.State);
        WriteStored(json, "arguments", task.Call.Arguments);
        WriteStored(json, "metadata", task.Metadata);
        json.WriteStartArray("workerIds");
        foreach (var worker in task.History.Workers)
        {
            json.WriteStringValue(worker.Value);
        }

        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var error in task.History.Errors)
        {
            Write(json, error);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteMoment(Utf8JsonWriter json, string name, Instant? moment)
    {
        if (moment is { } at)
        {
            json.WriteString(name, at.ToString());
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, TaskRecord task)
    {
        var definition = task.Call.Definition;
        json.WriteString("id", task.Id.Value);
        json.WriteString("taskName", definition.Name.Value);
        json.WriteString("status", task.Status.ToString());
        json.WriteString("queue", definition.Queue.Value);
        json.WriteNumber("priority", definition.Priority.Value);
        WriteMoment(json, "enqueuedAt", task.EnqueuedAt);
        WriteMoment(json, "dueAt", task.DueAt);
        WriteMoment(json, "runAfter", task.RunAfter);
        WriteMoment(json, "startedAt", task.History.StartedAt);
        WriteMoment(json, "lastAttemptedAt", task.History.LastAttemptedAt);
        WriteMoment(json, "finishedAt", task.State.EndedAt);
        json.WriteNumber("attempts", task.History.Attempts);
    }

    private static void WriteState(Utf8JsonWriter json, TaskState state)
    {
        switch (state)
        {
            case TaskState.Ready(var reason):
                json.WriteString("waitsFor", reason.ToString());
                break;
            case TaskState.Running(var session, _, var cancelRequested):
                json.WriteString("heldBy", session.Value);
                json.WriteBoolean("cancelRequested", cancelRequested);
                break;
            case TaskState.Successful(var value, _):
                WriteStored(json, "returnValue", value);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, AttemptError error)
    {
        json.WriteStartObject();
        json.WriteString("exceptionType", error.Failure.ExceptionType);
        json.WriteString("message", error.Failure.Message);
        json.WriteString("traceback", error.Failure.Traceback);
        json.WriteNumber("attempt", error.Attempt);
        WriteMoment(json, "at", error.At);
        json.WriteEndObject();
    }

    /// <summary>Stored JSON as it is; what cannot be read as JSON, as a text.</summary>
    private static void WriteStored(Utf8JsonWriter json, string name, JsonText stored)
    {
        try
        {
            using var document = JsonDocument.Parse(stored.Utf8);
            json.WritePropertyName(name);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteString(name, stored.ToString());
        }
    }
}
