namespace Tasks.Domain.Leasing;

/// <summary>
/// Which life of which worker: <c>worker:boot</c>. The boot part is new for every session, so that two workers of one name, or one worker
/// before and after it was declared lost, are never mistaken for each other.
/// </summary>
public readonly record struct SessionId : IComparable<SessionId>, IComparable
{
    private readonly string? text;

    private SessionId(string text) => this.text = text;

    /// <summary>The id as text: <c>worker:boot</c>.</summary>
    public string Value => text ?? "";

    /// <summary>The session of a worker that was given this boot id.</summary>
    public static SessionId Of(WorkerId worker, string boot) => new(worker.Value + ":" + boot);

    /// <summary>An id read back from a store.</summary>
    public static SessionId Stored(string text) => new(text);

    /// <inheritdoc/>
    public bool Equals(SessionId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => string.CompareOrdinal(Value, other.Value);

    int IComparable.CompareTo(object? obj) => obj is SessionId other ? CompareTo(other) : 1;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
