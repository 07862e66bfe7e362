namespace Tasks.Domain.Leasing;

/// <summary>The name a worker goes by: 1 to 64 characters, chosen by its operator or by the machine. Two workers may share one.</summary>
public readonly record struct WorkerId
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? text;

    private WorkerId(string text) => this.text = text;

    /// <summary>The name as text.</summary>
    public string Value => text ?? "worker";

    /// <summary>The name, or null where the text is empty, too long or holds control characters.</summary>
    public static WorkerId? From(string? text) => PlainText.IsName(text, MaxLength) ? new WorkerId(text!) : null;

    /// <inheritdoc/>
    public bool Equals(WorkerId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
