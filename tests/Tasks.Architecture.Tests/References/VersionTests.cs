namespace Tasks.Architecture.Tests.References;

public sealed class VersionTests
{
    [Fact]
    public void Every_package_version_stands_in_one_place() =>
        Offenders.AssertNone(
            Project
                .All.SelectMany(project => project.Document.Descendants("PackageReference").Select(reference => (project.Path, reference)))
                .Where(found => found.reference.Attributes().Concat<object>(found.reference.Elements()).Any(IsVersion))
                .Select(found => $"{found.Path}: {found.reference}")
        );

    [Fact]
    public void Our_own_version_stands_in_one_place() =>
        Offenders.AssertNone(
            Project
                .All.Where(project => project.Document.Descendants().Any(element => element.Name.LocalName is "Version" or "VersionPrefix"))
                .Select(project => project.Path)
        );

    private static bool IsVersion(object node) =>
        node switch
        {
            System.Xml.Linq.XAttribute attribute => attribute.Name.LocalName is "Version" or "VersionOverride",
            System.Xml.Linq.XElement element => element.Name.LocalName is "Version" or "VersionOverride",
            _ => false,
        };
}
