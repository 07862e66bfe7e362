using System.Text.RegularExpressions;

namespace Tasks.Architecture.Tests.Documents;

/// <summary>
/// A region of a source file that a document quotes. In the source it stands between <c>// snippet: name</c> and <c>// end-snippet</c>; in
/// the document the block follows the comment <c>&lt;!-- snippet: path/of/File.cs#name --&gt;</c>. Without a name the whole file is quoted.
/// </summary>
internal static partial class Snippet
{
    [GeneratedRegex(@"^\s*// (?:snippet: \S+|end-snippet)\s*$")]
    private static partial Regex Marker();

    /// <summary>The region's text without its markers, without the indentation all its lines share, and without blank edges.</summary>
    public static string Read(string source, string name)
    {
        var lines = Repository.Lines(source);
        var start = Array.FindIndex(lines, line => line.Trim() == $"// snippet: {name}");
        Assert.True(start >= 0, $"{source} has no region '// snippet: {name}'.");
        var length = lines.Skip(start + 1).TakeWhile(line => line.Trim() != "// end-snippet").Count();
        Assert.True(start + 1 + length < lines.Length, $"The region '{name}' of {source} has no '// end-snippet'.");

        return Dedent([.. lines.Skip(start + 1).Take(length).Where(line => !Marker().IsMatch(line))]);
    }

    /// <summary>The text of a whole file.</summary>
    public static string Whole(string source) => string.Join('\n', Repository.Lines(source).Select(line => line.TrimEnd())).Trim('\n');

    private static string Dedent(string[] lines)
    {
        var indentation = lines
            .Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty()
            .Min();
        return string.Join('\n', lines.Select(line => line.Length < indentation ? "" : line[indentation..].TrimEnd())).Trim('\n');
    }
}
