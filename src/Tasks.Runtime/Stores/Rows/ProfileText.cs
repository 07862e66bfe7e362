using System.Buffers;
using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Runtime.Stores.Rows;

/// <summary>
/// Who a worker is, as the text in a session's row, the queues it serves left out, which have a column of their own: a JSON object with
/// <c>host</c>, <c>process</c>, <c>version</c>, <c>concurrency</c> and <c>names</c> (an array, or null where the worker did not say).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ProfileText
{
    // Read by people who look into a table, never put into HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text as UTF-8; null for a worker that said nothing of itself.</summary>
    /// <param name="profile">The worker.</param>
    public static byte[]? Of(WorkerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile with { Serves = default } == WorkerProfile.Unknown)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("host"u8, profile.Host);
            json.WriteNumber("process"u8, profile.ProcessId);
            json.WriteString("version"u8, profile.Version);
            json.WriteNumber("concurrency"u8, profile.Concurrency);
            WriteNames(json, profile.Names);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The worker; one that said nothing for no text, and for one that nobody wrote who knew how: such a row must stay readable.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="serves">The queues it serves.</param>
    public static WorkerProfile Read(ReadOnlyMemory<byte> text, QueueText serves)
    {
        var silent = WorkerProfile.Unknown with { Serves = serves };
        if (text.IsEmpty)
        {
            return silent;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var said = json.RootElement;
            return new(
                said.GetProperty("host").GetString() ?? "",
                said.GetProperty("process").GetInt32(),
                said.GetProperty("version").GetString() ?? "",
                said.GetProperty("concurrency").GetInt32(),
                serves,
                ReadNames(said.GetProperty("names"))
            );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return silent;
        }
    }

    private static void WriteNames(Utf8JsonWriter json, ValueList<TaskName>? names)
    {
        json.WritePropertyName("names"u8);
        if (names is not { } known)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var name in known)
        {
            json.WriteStringValue(name.Value);
        }

        json.WriteEndArray();
    }

    private static ValueList<TaskName>? ReadNames(JsonElement names) =>
        names.ValueKind == JsonValueKind.Null ? null : [.. names.EnumerateArray().Select(name => TaskName.Stored(name.GetString() ?? ""))];
}
