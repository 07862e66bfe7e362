using System.Reflection;

namespace Tasks.Discovery;

/// <summary>Tasks that code has named to a builder.</summary>
/// <param name="Find">Gives them; called when a host starts, or when they are first looked for.</param>
internal sealed record RegisteredTasks(Func<IEnumerable<TaskHandle>> Find)
{
    /// <summary>The assembly they are looked for in; null for those that were named one by one.</summary>
    public Assembly? Assembly { get; init; }
}
