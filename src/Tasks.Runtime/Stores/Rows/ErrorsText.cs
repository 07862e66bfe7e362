using System.Buffers;
using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Stores.Rows;

/// <summary>
/// The errors of a task as the text in a row: NULL for none, else a JSON array of objects with <c>type</c>, <c>message</c>,
/// <c>traceback</c>, <c>attempt</c> and <c>at</c> (microseconds since 1970, UTC), latest last. Half a surrogate pair in a message becomes
/// U+FFFD: the failure matters more than the character.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ErrorsText
{
    // Read by people who look into a table, never put into HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text as UTF-8, or null for no errors.</summary>
    /// <param name="errors">The errors.</param>
    public static byte[]? Of(ValueList<AttemptError> errors)
    {
        if (errors.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var error in errors)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, error.Failure.ExceptionType);
                json.WriteString("message"u8, error.Failure.Message);
                json.WriteString("traceback"u8, error.Failure.Traceback);
                json.WriteNumber("attempt"u8, error.Attempt);
                json.WriteNumber("at"u8, error.At.Microseconds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The errors; none for no text, and for one that nobody wrote who knew how: such a row must not stop a worker.</summary>
    /// <param name="text">UTF-8.</param>
    public static ValueList<AttemptError> Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        try
        {
            using var json = JsonDocument.Parse(text.ToArray());
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return default;
        }
    }

    /// <summary>What the text holds if, and only if, one of its errors is of an exception type: no text inside has a bare quotation mark.</summary>
    /// <param name="exceptionType">The full name.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] NeedleOf(string exceptionType)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, exceptionType);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan[1..^1].ToArray();
    }

    private static AttemptError Read(JsonElement error) =>
        new(
            new(Text(error, "type"), Text(error, "message"), Text(error, "traceback")),
            error.GetProperty("attempt").GetInt32(),
            new(error.GetProperty("at").GetInt64())
        );

    private static string Text(JsonElement error, string name) => error.GetProperty(name).GetString() ?? "";
}
