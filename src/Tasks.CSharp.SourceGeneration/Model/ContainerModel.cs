namespace Tasks.SourceGeneration.Model;

/// <summary>The type that holds a task, with the types around it, outermost first.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Parts">The types, outermost first.</param>
/// <param name="IsObsolete">Whether one of them is obsolete: then only what is obsolete itself may name it without an error.</param>
internal sealed record ContainerModel(string Namespace, EquatableArray<ContainerPart> Parts, bool IsObsolete)
{
    /// <summary>The name without <c>@</c> and <c>global::</c>, nested types joined with a dot.</summary>
    public string PlainName => string.Join(".", Names(Namespace).Concat(Parts.Select(part => part.Name))).Replace("@", "");

    public string FullName => "global::" + Prefix + string.Join(".", Parts.Select(part => part.Name));

    public string OutermostName => "global::" + Prefix + Parts[0].Name;

    /// <summary>The member of every type in the chain through which the module reaches even a private type's tasks.</summary>
    public string AccessorName => "__TasksOf__" + string.Join("__", Parts.Select(part => part.Name.TrimStart('@').Replace("_", "_0")));

    private string Prefix => Namespace.Length == 0 ? "" : Namespace + ".";

    private static string[] Names(string name) => name.Length == 0 ? [] : [name];
}
