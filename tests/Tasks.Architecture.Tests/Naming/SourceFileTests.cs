using System.Text.RegularExpressions;

namespace Tasks.Architecture.Tests.Naming;

public sealed partial class SourceFileTests
{
    private const int LongestFile = 300;

    /// <summary>Files that may be longer, one a line: the path, a blank, the reason.</summary>
    private const string LongFiles = "tests/Tasks.Architecture.Tests/Naming/LongFiles.txt";

    // Layout is the formatter's: a type outside any other stands at the very start of its line.
    [GeneratedRegex(
        @"^public (?:[a-z]+ )*?(?:class|record struct|record|struct|interface|enum|delegate [\w<>.,?\[\]]+) (\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex PublicType();

    [Fact]
    public void A_file_holds_one_public_type_and_bears_its_name()
    {
        var files = Repository.Files("src", ".cs");
        var types = files.ToDictionary(
            path => path,
            path => PublicType().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value)
        );

        Assert.Contains(types, found => found.Value.Any());
        Offenders.AssertNone(
            types.Where(found => found.Value.Distinct().Count() > 1).Select(found => $"{found.Key}: {string.Join(", ", found.Value)}")
        );
        Offenders.AssertNone(
            types
                .Where(found => found.Value.Any() && NameOf(found.Key) != found.Value.First())
                .Select(found => $"{found.Key}: {found.Value.First()}")
        );
    }

    [Fact]
    public void A_file_of_more_than_300_lines_has_a_reason()
    {
        var files = Repository.Files("src", ".cs", ".fs").Concat(Repository.Files("tests", ".cs", ".fs")).ToList();
        var long_ = files.Where(path => Repository.Lines(path).Length > LongestFile).ToHashSet();
        var excused = Repository
            .Lines(LongFiles)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .ToList();

        Assert.NotEmpty(files);
        Offenders.AssertNone(long_.Except(excused.Select(line => line[0])));
        Offenders.AssertNone(excused.Where(line => line.Length < 2 || !long_.Contains(line[0])).Select(line => line[0]));
    }

    /// <summary>The type a file is about: its name up to the first dot or brace, so that <c>Name{T}.cs</c> and <c>Name.Part.cs</c> count as Name.</summary>
    private static string NameOf(string path) => Path.GetFileName(path).Split('.', '{', '`')[0];
}
