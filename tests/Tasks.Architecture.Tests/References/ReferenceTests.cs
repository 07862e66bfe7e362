namespace Tasks.Architecture.Tests.References;

public sealed class ReferenceTests
{
    public static TheoryData<string> Shipped => [.. Project.Shipped.Select(project => project.Name)];

    public static TheoryData<string> Libraries => [.. Project.Libraries.Select(project => project.Name)];

    [Fact]
    public void The_projects_that_ship_are_found()
    {
        Assert.Contains("Tasks.Domain", Project.Shipped.Select(project => project.Name));
        Assert.All(Project.Libraries, project => Assert.True(File.Exists(project.AssemblyPath), project.AssemblyPath));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void A_project_references_only_what_its_row_allows(string name)
    {
        var project = Find(name);
        var rule = RuleOf(name);

        Offenders.AssertNone(project.ProjectReferences.Where(reference => !rule.AllowsProject(reference)));
        Offenders.AssertNone(project.PackageReferences.Where(reference => !rule.AllowsPackage(reference)));
    }

    [Theory, MemberData(nameof(Libraries))]
    public void An_assembly_refers_only_to_what_its_row_allows(string name)
    {
        var rule = RuleOf(name);
        var references = Find(name).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Offenders.AssertNone(references.Where(reference => !rule.AllowsAssembly(reference)));
    }

    // Benchmarks start servers as tests do, and ship no more than they.
    [Fact]
    public void Nothing_references_a_test_project_but_tests_and_benchmarks()
    {
        var tests = Project
            .All.Where(project => project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(project => project.Name);
        var others = Project.All.Where(project =>
            !project.Path.StartsWith("tests/", StringComparison.Ordinal) && !project.Path.StartsWith("bench/", StringComparison.Ordinal)
        );

        Offenders.AssertNone(others.Where(project => project.ProjectReferences.Intersect(tests).Any()).Select(project => project.Path));
    }

    // The apps in tests/outside are built where the solution is not: ./dev outside.
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Tasks.sln").Replace('\\', '/');

        Offenders.AssertNone(
            Project
                .All.Where(project => !project.Path.StartsWith("tests/outside/", StringComparison.Ordinal))
                .Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
                .Select(project => project.Path)
        );
    }

    private static Project Find(string name) => Project.Shipped.Single(project => project.Name == name);

    private static ReferenceRule RuleOf(string name) =>
        ReferenceRule.All.SingleOrDefault(rule => rule.Project == name)
        ?? throw new InvalidOperationException($"{name} has no row in {nameof(ReferenceRule)}: say there what it may reference.");
}
