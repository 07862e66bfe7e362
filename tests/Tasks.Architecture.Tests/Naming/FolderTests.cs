namespace Tasks.Architecture.Tests.Naming;

public sealed class FolderTests
{
    private static readonly HashSet<string> Kinds =
    [
        "Abstractions",
        "Common",
        "Extensions",
        "Helpers",
        "Interfaces",
        "Managers",
        "Misc",
        "Models",
        "Shared",
        "Types",
        "Utilities",
        "Utils",
    ];

    [Fact]
    public void Folders_are_named_for_concepts_and_never_for_kinds()
    {
        var files = Repository.Files("src").Concat(Repository.Files("tests")).ToList();

        Assert.NotEmpty(files);
        Offenders.AssertNone(files.Where(path => path.Split('/')[..^1].Any(Kinds.Contains)));
    }

    [Fact]
    public void Namespaces_are_named_for_concepts_and_never_for_kinds() =>
        Offenders.AssertNone(
            Project
                .Libraries.SelectMany(project => project.Assembly.GetTypes())
                .Where(type => type.Namespace?.StartsWith("Tasks", StringComparison.Ordinal) == true)
                .Where(type => type.Namespace!.Split('.').Any(Kinds.Contains))
                .Select(type => type.FullName)
        );
}
