using System.Collections.Concurrent;
using System.ComponentModel;

namespace Tasks.Generation;

/// <summary>Every task of every generated module of this process, by the module initialisers of generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TaskCatalog
{
    private static readonly ConcurrentDictionary<Type, Func<TaskHandle[]>> Modules = new();

    /// <summary>Every task, each once. Makes the handles, so it is for the start of a host and not for module initialisers.</summary>
    public static IReadOnlyList<TaskHandle> Handles => [.. Modules.Values.SelectMany(handles => handles())];

    /// <summary>Makes the tasks of a module known; doing it twice changes nothing.</summary>
    /// <param name="module">The generated class.</param>
    /// <param name="handles">Its tasks.</param>
    /// <param name="modules">The modules of the assemblies it references, which register themselves.</param>
    public static void Add(Type module, Func<TaskHandle[]> handles, params Type[] modules)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(handles);
        Modules.TryAdd(module, handles);
    }
}
