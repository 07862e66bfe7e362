using Tasks.Domain.Calls;

namespace Tasks.Domain.Leasing;

/// <summary>
/// The queues that a worker serves, as one text that a store keeps: <c>a,b</c> for two queues, <c>*</c> for all, <c>*,a,b</c> for all but
/// two. No queue's name holds a comma or a star. <c>default</c> is all.
/// </summary>
public readonly record struct QueueText
{
    private const string All = "*";

    private readonly string? text;

    private QueueText(string text) => this.text = text;

    /// <summary>The text.</summary>
    public string Value => text ?? All;

    /// <summary>The text for some queues, or for all but some.</summary>
    /// <param name="names">The queues; empty for all but the excluded.</param>
    /// <param name="excluded">The queues that are passed over.</param>
    public static QueueText Of(IEnumerable<QueueName> names, IEnumerable<QueueName> excluded)
    {
        var listed = string.Join(',', names);
        return new(listed.Length > 0 ? listed : string.Join(',', excluded.Order().Select(queue => queue.Value).Prepend(All)));
    }

    /// <summary>A text read back from a store.</summary>
    public static QueueText Stored(string text) => new(text);

    /// <summary>Whether a queue is served.</summary>
    public bool Includes(QueueName queue)
    {
        var parts = Value.Split(',');
        return parts[0] == All ? !parts.AsSpan(1).Contains(queue.Value) : parts.Contains(queue.Value);
    }

    /// <inheritdoc/>
    public bool Equals(QueueText other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
