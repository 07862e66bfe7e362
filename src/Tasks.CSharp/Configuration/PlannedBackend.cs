using Tasks.Runtime.Building;

namespace Tasks.Configuration;

/// <summary>One alias as it was named, right or wrong.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Path">Where a mistake is told to be: the configuration path, also for what code has named.</param>
internal sealed record PlannedBackend(string Alias, string Path)
{
    /// <summary>How it is made; null where its kind could not be found.</summary>
    public BackendRegistration? Registration { get; init; }

    /// <summary>Why its kind could not be found, as the whole sentence.</summary>
    public string? NotFound { get; init; }

    /// <summary>What is wrong with it, each with its path.</summary>
    public List<string> Mistakes { get; } = [];

    public void Blame(string key, string what) => Mistakes.Add($"{Path}:{key}: {what}");
}
