namespace Tasks.SourceGeneration.Model;

/// <summary>All an assembly's tasks, and the modules of the assemblies it references.</summary>
/// <param name="Name">The name of the generated class.</param>
/// <param name="Containers">The types that hold tasks.</param>
/// <param name="Experiments">The ids of the experimental features that have tasks.</param>
/// <param name="References">The module classes of referenced assemblies.</param>
internal sealed record ModuleModel(
    string Name,
    EquatableArray<ContainerModel> Containers,
    EquatableArray<string> Experiments,
    EquatableArray<string> References
)
{
    public bool IsEmpty => Containers.Count == 0 && References.Count == 0;

    public static ModuleModel Of(string name, IReadOnlyList<TypeModel> types, EquatableArray<string> references) =>
        new(
            name,
            types.Select(type => type.Container).ToEquatableArray(),
            types.SelectMany(type => type.Experiments).Distinct().ToEquatableArray(),
            references
        );

    /// <summary>A class name of its own for each assembly name.</summary>
    public static string NameFor(string? assemblyName)
    {
        var name = assemblyName ?? "";
        var identifier = string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        // The compiler keeps names in lower case for itself.
        if (identifier.Length == 0 || char.IsDigit(identifier[0]) || identifier.All(c => c is >= 'a' and <= 'z'))
        {
            identifier = "_" + identifier;
        }
        // "A.B" and "A_B" must not meet: only letters, digits and dots come through unmarked.
        return name.All(c => char.IsLetterOrDigit(c) || c == '.') ? identifier : $"{identifier}_{Hash(name):x8}";
    }

    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
