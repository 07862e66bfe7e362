using System.Buffers;
using System.Text.Json;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Serialization;

/// <summary>Writes values as JSON and refuses what cannot be stored, with a sentence that names the value and says what to do.</summary>
internal sealed class StrictWriter(TaskJson rule, JsonWriterOptions options, string task) : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private Utf8JsonWriter? json;

    public Utf8JsonWriter Json => json ??= new(buffer, options);

    public string TaskName => task;

    public JsonText Written
    {
        get
        {
            Json.Flush();
            return new(buffer.WrittenSpan.ToArray());
        }
    }

    /// <summary>Writes one value.</summary>
    /// <param name="subject">What it is, for messages: <c>argument 'a'</c>.</param>
    /// <param name="value">The value.</param>
    public void Write<T>(string subject, T value)
    {
        Json.Flush();
        var start = buffer.WrittenCount;
        try
        {
            JsonSerializer.Serialize(Json, value, rule.TypeInfo<T>());
        }
        catch (Exception exception)
        {
            // The serialiser hides some reasons behind a sentence that says nothing.
            var reason = exception is JsonException { InnerException: { } inner } ? inner : exception;
            throw new InvalidTaskException(Unstorable.Because(task, subject, reason.Message), exception);
        }

        Json.Flush();
        var written = buffer.WrittenSpan[start..];
        if ((TextFault.FindIn(written) ?? DepthFault.FindIn(written, rule.MaxDepth)) is { } fault)
        {
            throw new InvalidTaskException(Unstorable.Because(task, subject, fault));
        }
    }

    public void Dispose() => json?.Dispose();
}
