namespace Tasks.SourceGeneration.Model;

/// <summary>A type with its tasks: one generated file.</summary>
internal sealed record TypeModel(string HintName, ContainerModel Container, EquatableArray<TaskModel> Tasks)
{
    public EquatableArray<string> Experiments =>
        Tasks.SelectMany(task => task.Method.Experiments).Distinct().OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray();

    public static IEnumerable<TypeModel> Group(IEnumerable<TaskModel> tasks)
    {
        // Hint names ignore case, type names do not.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in tasks.GroupBy(task => task.Container).OrderBy(type => type.Key.PlainName, StringComparer.Ordinal))
        {
            yield return new(HintFor(type.Key, taken), type.Key, type.ToEquatableArray());
        }
    }

    private static string HintFor(ContainerModel container, HashSet<string> taken)
    {
        var name = container.PlainName;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = $"{container.PlainName}.{number}";
        }
        return name + ".Tasks.g.cs";
    }
}
