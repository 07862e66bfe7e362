using LanguageExt;

namespace Tasks.Domain.Calls;

/// <summary>How urgent a task is within its queue: a whole number from −100 to 100, larger first, 0 unless said otherwise.</summary>
public readonly record struct TaskPriority : IComparable<TaskPriority>, IComparable
{
    /// <summary>The least urgent.</summary>
    public const int Least = -100;

    /// <summary>The most urgent.</summary>
    public const int Most = 100;

    private TaskPriority(int value) => Value = value;

    /// <summary>The priority of calls that name none: 0. Also what <c>default</c> gives.</summary>
    public static TaskPriority Normal => default;

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>The priority, or a refusal where the number is out of range.</summary>
    public static Either<CallRefusal, TaskPriority> From(int value) =>
        value is >= Least and <= Most ? new TaskPriority(value) : new CallRefusal.PriorityOutOfRange(value);

    /// <summary>A priority read back from a store: never refused.</summary>
    public static TaskPriority Stored(int value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(TaskPriority other) => Value.CompareTo(other.Value);

    int IComparable.CompareTo(object? obj) => obj is TaskPriority other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
