namespace Tasks.Runtime.Serialization;

/// <summary>What came of looking for an argument.</summary>
internal enum ArgumentSearch
{
    /// <summary>The stored arguments are no object.</summary>
    NoObject,

    /// <summary>None has the name.</summary>
    Missing,

    /// <summary>It is there.</summary>
    Found,
}
