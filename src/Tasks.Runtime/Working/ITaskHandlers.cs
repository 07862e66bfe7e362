using System.Diagnostics.CodeAnalysis;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Working;

/// <summary>Every handler a process knows, by current and former names. Only what is registered here ever runs.</summary>
public interface ITaskHandlers
{
    /// <summary>Finds the handler of a stored name.</summary>
    /// <param name="name">The name as stored.</param>
    /// <param name="handler">The handler, if the name is known.</param>
    bool TryFind(TaskName name, [NotNullWhen(true)] out ITaskHandler? handler);

    /// <summary>The alias of the backend whose tasks they run, for what is measured.</summary>
    string Backend { get; }

    /// <summary>Every name it knows; null if it cannot tell.</summary>
    IReadOnlyCollection<TaskName>? Names => null;

    /// <summary>Gives the current flow what every run finds around it: the host's own backends as the ambient ones.</summary>
    void Enter() { }
}
