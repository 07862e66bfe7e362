using System.Text.RegularExpressions;

namespace Tasks.Architecture.Tests.Documents;

public sealed partial class CommittedTextTests
{
    // Put together here, so that this file does not find itself.
    private static readonly string[] Places = ["/" + "work/", "/" + "tmp/w/", "/" + "root/", "/" + "home/", "C:" + @"\Users\"];

    private static readonly string[] Binary = [".png", ".ico", ".snk", ".db", ".dll", ".nupkg", ".zip", ".gz"];

    [GeneratedRegex(@"^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$")]
    private static partial Regex DecisionName();

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        var files = Repository.Files().Where(path => !Binary.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))).ToList();

        Assert.Contains("Tasks.sln", files);
        Offenders.AssertNone(files.Where(path => Places.Any(place => Repository.Read(path).Contains(place, StringComparison.Ordinal))));
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_named()
    {
        var names = Repository.Files("docs/adr").Select(path => Path.GetFileName(path)).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches(DecisionName(), name));
        Assert.Equal(Enumerable.Range(1, names.Count), names.Select(name => int.Parse(name[..4], null)));
    }
}
