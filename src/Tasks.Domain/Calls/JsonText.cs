using System.Text;

namespace Tasks.Domain.Calls;

/// <summary>
/// Arguments, return values and metadata as the domain sees them: JSON kept as the UTF-8 text it was given, never parsed here, never
/// rewritten by a store. <c>default</c> is the JSON <c>null</c>.
/// </summary>
public readonly struct JsonText : IEquatable<JsonText>
{
    private static readonly ReadOnlyMemory<byte> NullText = "null"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> ObjectText = "{}"u8.ToArray();

    private readonly ReadOnlyMemory<byte> utf8;

    /// <summary>JSON that is already encoded; the bytes are kept, not copied, and must not change afterwards.</summary>
    public JsonText(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    /// <summary>The JSON <c>null</c>.</summary>
    public static JsonText Null => default;

    /// <summary>The JSON object without members.</summary>
    public static JsonText EmptyObject => new(ObjectText);

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => utf8.IsEmpty ? NullText : utf8;

    /// <summary>The size as UTF-8, in bytes.</summary>
    public int ByteCount => Utf8.Length;

    /// <summary>JSON given as a string.</summary>
    public static JsonText From(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc/>
    public bool Equals(JsonText other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether both hold the same.</summary>
    public static bool operator ==(JsonText left, JsonText right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(JsonText left, JsonText right) => !left.Equals(right);

    /// <summary>The JSON as a string.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
