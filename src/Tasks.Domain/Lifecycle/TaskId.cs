namespace Tasks.Domain.Lifecycle;

/// <summary>The name of one task: opaque text of 1 to 64 characters, compared ordinally, the same on every attempt.</summary>
public readonly record struct TaskId : IComparable<TaskId>, IComparable
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? text;

    private TaskId(string text) => this.text = text;

    /// <summary>The id as text.</summary>
    public string Value => text ?? "";

    /// <summary>The id, or null where no task can have it (empty, over 64 characters, control characters).</summary>
    public static TaskId? From(string? text) => PlainText.IsName(text, MaxLength) ? new TaskId(text!) : null;

    /// <summary>An id read back from a store, or made by a generator that is known to be right.</summary>
    public static TaskId Stored(string text) => new(text);

    /// <inheritdoc/>
    public bool Equals(TaskId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => string.CompareOrdinal(Value, other.Value);

    int IComparable.CompareTo(object? obj) => obj is TaskId other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
