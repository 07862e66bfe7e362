namespace Tasks.Runtime.Serialization;

/// <summary>What a value is to its task; put into words only when something is wrong with it.</summary>
/// <param name="Kind">What it is, such as <c>return value</c>.</param>
/// <param name="Name">Which one; null where there is but one.</param>
internal readonly record struct Subject(string Kind, string? Name = null)
{
    /// <summary>The subject of a sentence.</summary>
    public override string ToString() => Name is null ? Kind : $"{Kind} '{Name}'";
}
