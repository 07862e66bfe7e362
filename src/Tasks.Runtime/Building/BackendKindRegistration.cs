using System.ComponentModel;

namespace Tasks.Runtime.Building;

/// <summary>A kind of backend that configuration can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="CreateOptions">Makes options with the kind's defaults; null where the kind reads its own and any key is accepted.</param>
/// <param name="Register">Names an alias of the kind.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record BackendKindRegistration(
    string Name,
    Func<TaskBackendOptions>? CreateOptions,
    Func<string, TaskBackendOptions, BackendRegistration> Register
);
