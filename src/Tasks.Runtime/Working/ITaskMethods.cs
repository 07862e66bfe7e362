using System.Diagnostics.CodeAnalysis;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Working;

/// <summary>Every method a host knows, by current and former names. Only what is registered here ever runs.</summary>
public interface ITaskMethods
{
    /// <summary>Every name it knows.</summary>
    IReadOnlyCollection<TaskName> Names { get; }

    /// <summary>Finds the method of a stored name.</summary>
    /// <param name="name">The name as stored.</param>
    /// <param name="method">The method, if the name is known.</param>
    bool TryFind(TaskName name, [NotNullWhen(true)] out ITaskMethod? method);
}
