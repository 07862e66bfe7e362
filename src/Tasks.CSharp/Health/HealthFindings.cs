using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tasks.Health;

/// <summary>What a look at one backend came to.</summary>
/// <param name="Status">The worst of what was found.</param>
/// <param name="Sentences">What is not well, each one sentence; none if all is.</param>
/// <param name="Data">The numbers behind it.</param>
internal sealed record HealthFindings(HealthStatus Status, ImmutableList<string> Sentences, ImmutableDictionary<string, object> Data)
{
    /// <summary>Nothing was found.</summary>
    public static HealthFindings None { get; } = new(HealthStatus.Healthy, [], ImmutableDictionary<string, object>.Empty);

    /// <summary>Another number.</summary>
    public HealthFindings With(string name, object value) => this with { Data = Data.SetItem(name, value) };

    /// <summary>Something that is not well.</summary>
    public HealthFindings With(HealthStatus status, string sentence) =>
        this with
        {
            Status = Worse(status),
            Sentences = Sentences.Add(sentence),
        };

    /// <summary>What was found elsewhere as well.</summary>
    public HealthFindings With(HealthFindings other) =>
        new(Worse(other.Status), Sentences.AddRange(other.Sentences), Data.SetItems(other.Data));

    // The framework counts from unhealthy, 0, to healthy, 2.
    private HealthStatus Worse(HealthStatus other) => other < Status ? other : Status;
}
