using System.Diagnostics.CodeAnalysis;
using Tasks.Domain.Calls;
using Tasks.Runtime.Working;

namespace Tasks.Discovery;

/// <summary>Every task of a host: those of generated code, and those that code has named. Looked for once, when first needed.</summary>
internal sealed class KnownTasks(IEnumerable<RegisteredTasks> registered) : ITaskMethods
{
    private readonly Lazy<(Dictionary<TaskName, ITaskMethod> Methods, List<string> Mistakes)> found = new(() =>
        Index([.. EntryTasks.Find(), .. registered.SelectMany(tasks => tasks.Find())])
    );

    /// <summary>Names that two tasks share.</summary>
    public IReadOnlyList<string> Mistakes => found.Value.Mistakes;

    public IReadOnlyCollection<TaskName> Names => found.Value.Methods.Keys;

    public bool TryFind(TaskName name, [NotNullWhen(true)] out ITaskMethod? method) => found.Value.Methods.TryGetValue(name, out method);

    private static (Dictionary<TaskName, ITaskMethod> Methods, List<string> Mistakes) Index(TaskHandle[] handles)
    {
        var byName = new Dictionary<TaskName, ITaskMethod>();
        var mistakes = new List<string>();
        foreach (var handle in handles)
        {
            Add(TaskName.Stored(handle.Name), handle);
        }

        // A task's own name goes before another's former one: only after all own names are known.
        foreach (var handle in handles)
        {
            foreach (var former in handle.FormerNames.Where(former => former != handle.Name))
            {
                Add(TaskName.Stored(former), handle);
            }
        }

        return (byName, mistakes);

        void Add(TaskName name, TaskHandle handle)
        {
            if (!byName.TryAdd(name, handle) && !handle.IsOfTask((TaskHandle)byName[name]))
            {
                mistakes.Add(
                    $"Two tasks are named '{name}': {((TaskHandle)byName[name]).Origin} and {handle.Origin}. Set another Name on one of them."
                );
            }
        }
    }
}
