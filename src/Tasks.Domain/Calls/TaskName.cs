using LanguageExt;

namespace Tasks.Domain.Calls;

/// <summary>What finds a task's method again: stored with each task, resolved by the worker that claims it. Compared ordinally.</summary>
public readonly record struct TaskName : IComparable<TaskName>, IComparable
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 200;

    private readonly string? text;

    private TaskName(string text) => this.text = text;

    /// <summary>The name as text.</summary>
    public string Value => text ?? "";

    /// <summary>The name, or a refusal that quotes what was given.</summary>
    public static Either<CallRefusal, TaskName> From(string? text) =>
        IsPossible(text) ? new TaskName(text!) : new CallRefusal.ImpossibleTaskName(text);

    /// <summary>A name read back from a store: never refused, so that a task whose method is long gone stays readable.</summary>
    public static TaskName Stored(string text) => new(text);

    /// <summary>Whether <paramref name="text"/> can name a task.</summary>
    public static bool IsPossible(string? text) => PlainText.IsName(text, MaxLength);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(TaskName other) => string.CompareOrdinal(Value, other.Value);

    int IComparable.CompareTo(object? obj) => obj is TaskName other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
