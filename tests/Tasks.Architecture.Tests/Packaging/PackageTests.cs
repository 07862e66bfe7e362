using System.IO.Compression;
using System.Xml.Linq;

namespace Tasks.Architecture.Tests.Packaging;

/// <summary>Looks into the packages that <c>./dev pack</c> has just made; nothing else runs these tests.</summary>
public sealed class PackageTests
{
    private const string Folder = "artifacts/packages";

    [Fact(Explicit = true)]
    public void A_package_brings_its_library_its_symbols_the_readme_and_the_licence() =>
        Assert.All(
            Project.Libraries.Select(project => project.Name),
            name =>
            {
                using var package = Open(name, ".nupkg");
                using var symbols = Open(name, ".snupkg");

                Offenders.AssertNone(new[] { $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md" }.Except(Files(package)));
                Assert.Contains($"lib/net10.0/{name}.pdb", Files(symbols));
                Assert.Equal("MIT", Metadata(package, name, "license"));
                Assert.NotEqual("Package Description", Metadata(package, name, "description"));
                Offenders.AssertNone(Dependencies(package, name).Where(id => id.Contains("Analyzer", StringComparison.Ordinal)));
            }
        );

    [Fact(Explicit = true), Trait("Spec", "API-6")]
    public void The_generator_travels_inside_Tasks_CSharp()
    {
        using var package = Open("Tasks.CSharp", ".nupkg");
        var generator = package.GetEntry("analyzers/dotnet/cs/Tasks.CSharp.SourceGeneration.dll");

        Assert.NotNull(generator);
        Assert.True(generator.Length > 0);
        Assert.DoesNotContain("Tasks.CSharp.SourceGeneration", Dependencies(package, "Tasks.CSharp"));
        Assert.Contains("Tasks.Runtime", Dependencies(package, "Tasks.CSharp"));
    }

    private static ZipArchive Open(string name, string ending)
    {
        var version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;
        return ZipFile.OpenRead(Path.Combine(Repository.Full(Folder), $"{name}.{version}{ending}"));
    }

    private static IEnumerable<string> Files(ZipArchive package) => package.Entries.Select(entry => entry.FullName);

    private static string? Metadata(ZipArchive package, string name, string element) =>
        Elements(package, name).FirstOrDefault(found => found.Name.LocalName == element)?.Value;

    private static IReadOnlyList<string> Dependencies(ZipArchive package, string name) =>
        [.. Elements(package, name).Where(found => found.Name.LocalName == "dependency").Select(found => (string)found.Attribute("id")!)];

    private static IEnumerable<XElement> Elements(ZipArchive package, string name)
    {
        using var text = package.GetEntry($"{name}.nuspec")!.Open();
        return [.. XDocument.Load(text).Descendants()];
    }
}
