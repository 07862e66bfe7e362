using System.Reflection;
using System.Xml.Linq;

namespace Tasks.Architecture.Tests;

/// <summary>A project file and, once it is built beside these tests, its assembly.</summary>
internal sealed record Project(string Path)
{
    public static IReadOnlyList<Project> All { get; } = [.. Repository.Files("", ".csproj", ".fsproj").Select(path => new Project(path))];

    /// <summary>What ships: everything in src/.</summary>
    public static IReadOnlyList<Project> Shipped { get; } =
    [.. All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal))];

    /// <summary>What ships as a library: all of that but the generator, which only the compiler loads.</summary>
    public static IReadOnlyList<Project> Libraries { get; } =
    [.. Shipped.Where(project => project.Name != "Tasks.CSharp.SourceGeneration")];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public Assembly Assembly => Assembly.Load(Name);

    public string AssemblyPath => System.IO.Path.Combine(AppContext.BaseDirectory, Name + ".dll");

    public XDocument Document => XDocument.Parse(Repository.Read(Path));

    public IReadOnlyList<string> ProjectReferences =>
        [.. Includes("ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    public IReadOnlyList<string> PackageReferences => Includes("PackageReference");

    private IReadOnlyList<string> Includes(string item) =>
        [.. Document.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>()];
}
