using System.Buffers;
using System.ComponentModel;
using System.Text.Json;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Stores.Rows;

/// <summary>
/// A retry policy as the text in a row: NULL for the defaults, else one JSON array
/// <c>[max attempts, max crashes, back-off, delay, longest delay, final types…]</c> with durations in units of 100 ns.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class PolicyText
{
    private const int FirstType = 5;

    /// <summary>The text as UTF-8, or null for the defaults.</summary>
    /// <param name="policy">The policy.</param>
    public static byte[]? Of(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy == RetryPolicy.Default)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteNumberValue(policy.MaxAttempts);
            json.WriteNumberValue(policy.MaxCrashes);
            json.WriteNumberValue((int)policy.Backoff);
            json.WriteNumberValue(policy.Delay.Ticks);
            json.WriteNumberValue(policy.MaxDelay.Ticks);
            foreach (var type in policy.DoNotRetryOn)
            {
                json.WriteStringValue(type);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The policy; the defaults for no text, and for one that nobody wrote who knew how: such a row must not stop a worker.</summary>
    /// <param name="text">UTF-8.</param>
    public static RetryPolicy Read(ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty)
        {
            return RetryPolicy.Default;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var parts = json.RootElement;
            return new(
                parts[0].GetInt32(),
                parts[1].GetInt32(),
                (Backoff)parts[2].GetInt32(),
                new(parts[3].GetInt64()),
                new(parts[4].GetInt64()),
                [.. parts.EnumerateArray().Skip(FirstType).Select(type => type.GetString() ?? "")]
            );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return RetryPolicy.Default;
        }
    }
}
