using System.ComponentModel;

namespace Tasks.Runtime.Observing;

/// <summary>Makes a host's own backends the ambient ones, for code of its users that the runtime calls.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IAmbientServices
{
    /// <summary>Holds in the current asynchronous flow until disposed.</summary>
    IDisposable Enter();
}
