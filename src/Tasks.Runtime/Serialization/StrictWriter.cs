using System.Buffers;
using System.Text.Json;
using Tasks.Domain.Calls;
using Tasks.Generation;

namespace Tasks.Runtime.Serialization;

/// <summary>
/// Writes values as JSON and refuses what cannot be stored, with a sentence that names the value and says what to do. Each thread keeps the
/// last one, so that a small value costs nothing but its own bytes.
/// </summary>
internal sealed class StrictWriter : IDisposable
{
    // What held a large value is not kept.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static StrictWriter? kept;

    private readonly TaskJson rule;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private string? task;

    private StrictWriter(TaskJson rule, JsonWriterOptions options)
    {
        this.rule = rule;
        Json = new(buffer, options);
        Arguments = new(this);
    }

    public Utf8JsonWriter Json { get; }

    public ArgumentWriter Arguments { get; }

    public string TaskName => task ?? "";

    public JsonText Written
    {
        get
        {
            Json.Flush();
            return new(buffer.WrittenSpan.ToArray());
        }
    }

    /// <summary>A writer with nothing written; dispose it on the thread that began it.</summary>
    public static StrictWriter Begin(TaskJson rule, JsonWriterOptions options, string task)
    {
        // Taken, not shared: a converter may itself enqueue.
        var writer = kept?.rule == rule ? kept : new StrictWriter(rule, options);
        kept = null;
        writer.task = task;
        writer.Arguments.Restart();
        return writer;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="subject">What it is, for messages.</param>
    /// <param name="value">The value.</param>
    public void Write<T>(Subject subject, T value)
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
            throw new InvalidTaskException(Unstorable.Because(TaskName, subject.ToString(), reason.Message), exception);
        }

        Json.Flush();
        var written = buffer.WrittenSpan[start..];
        if ((TextFault.FindIn(written) ?? DepthFault.FindIn(written, rule.MaxDepth)) is { } fault)
        {
            throw new InvalidTaskException(Unstorable.Because(TaskName, subject.ToString(), fault));
        }
    }

    public void Dispose()
    {
        if (buffer.Capacity > LargestKept)
        {
            Json.Dispose();
            return;
        }

        buffer.ResetWrittenCount();
        Json.Reset();
        kept = this;
    }
}
