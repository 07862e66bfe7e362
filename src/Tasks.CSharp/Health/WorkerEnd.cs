namespace Tasks.Health;

/// <summary>How a worker came to its end.</summary>
internal enum WorkerEnd
{
    /// <summary>As it was told to.</summary>
    Asked,

    /// <summary>Its loop broke.</summary>
    Broken,
}
