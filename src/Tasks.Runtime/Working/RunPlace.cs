using Tasks.Runtime.Serialization;

namespace Tasks.Runtime.Working;

/// <summary>Where runs of one backend happen: what a method needs besides its task.</summary>
/// <param name="Backend">The backend the task belongs to.</param>
/// <param name="Json">How arguments are read and return values are written there.</param>
/// <param name="Services">The services of the host.</param>
public sealed record RunPlace(ITaskBackend Backend, TaskJson Json, IServiceProvider Services);
