using LanguageExt;

namespace Tasks.Domain.Calls;

/// <summary>The name of a queue: 1 to 64 characters, without comma, <c>*</c> and control characters. Compared ordinally.</summary>
public readonly record struct QueueName : IComparable<QueueName>, IComparable
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? text;

    private QueueName(string text) => this.text = text;

    /// <summary>The queue of calls that name none: <c>default</c>. Also what <c>default(QueueName)</c> gives.</summary>
    public static QueueName Default => default;

    /// <summary>The name as text.</summary>
    public string Value => text ?? "default";

    /// <summary>The name, or a refusal that quotes what was given.</summary>
    public static Either<CallRefusal, QueueName> From(string? text) =>
        IsPossible(text) ? new QueueName(text!) : new CallRefusal.ImpossibleQueueName(text);

    /// <summary>A name read back from a store, where it was accepted once: never refused, so that old tasks stay readable.</summary>
    public static QueueName Stored(string text) => new(text);

    /// <summary>Whether <paramref name="text"/> can name a queue.</summary>
    public static bool IsPossible(string? text) => PlainText.IsName(text, MaxLength) && !text.AsSpan().ContainsAny(',', '*');

    /// <inheritdoc/>
    public bool Equals(QueueName other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(QueueName other) => string.CompareOrdinal(Value, other.Value);

    int IComparable.CompareTo(object? obj) => obj is QueueName other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
