namespace Tasks.Architecture.Tests.Documents;

/// <summary>A fenced block of code in a document, and the comment that says where it comes from.</summary>
internal sealed record CodeBlock(string Document, int Line, string Language, string Text, string Origin)
{
    public static IEnumerable<CodeBlock> In(string document)
    {
        var lines = Repository.Lines(document);
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("```", StringComparison.Ordinal));
            Assert.True(end > start, $"{document}:{start + 1}: a block that never ends.");
            var text = string.Join('\n', lines[(start + 1)..end].Select(line => line.TrimEnd()));
            yield return new CodeBlock(document, start + 1, lines[start][3..].Trim(), text, OriginOf(lines, start));
            start = end;
        }
    }

    /// <summary>The inside of the HTML comment above the block (a blank line between them is allowed), or nothing.</summary>
    private static string OriginOf(string[] lines, int start)
    {
        var above = start > 0 && lines[start - 1].Trim().Length == 0 ? start - 2 : start - 1;
        return above >= 0 && lines[above].Trim() is ['<', '!', '-', '-', .. var inside, '-', '-', '>'] ? inside.Trim() : "";
    }

    public override string ToString() => $"{Document}:{Line}";
}
