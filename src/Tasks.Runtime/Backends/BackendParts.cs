using System.ComponentModel;

namespace Tasks.Runtime.Backends;

/// <summary>What a backend is made of.</summary>
/// <param name="Alias">The name the configuration gives it.</param>
/// <param name="Options">What it was told; checked.</param>
/// <param name="Services">The services of the host.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record BackendParts(string Alias, TaskBackendOptions Options, IServiceProvider Services)
{
    /// <summary>Where its time comes from.</summary>
    public TimeProvider Time { get; } = (TimeProvider?)Services.GetService(typeof(TimeProvider)) ?? TimeProvider.System;
}
