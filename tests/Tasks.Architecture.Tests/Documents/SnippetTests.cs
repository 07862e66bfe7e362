namespace Tasks.Architecture.Tests.Documents;

/// <summary>What a reader copies from a document is code that the compiler has seen and CI has run.</summary>
public sealed class SnippetTests
{
    private const string Quoted = "snippet: ";
    private const string NotCompiled = "not compiled: ";

    private static readonly IReadOnlyList<CodeBlock> Blocks =
    [
        .. Repository.Files("docs", ".md").Prepend("README.md").SelectMany(CodeBlock.In),
    ];

    [Fact]
    public void A_quoted_block_equals_the_region_it_names() =>
        Assert.All(
            Blocks.Where(block => block.Origin.StartsWith(Quoted, StringComparison.Ordinal)),
            block =>
            {
                var parts = block.Origin[Quoted.Length..].Split('#');
                Assert.True(
                    Repository.Has(parts[0]),
                    $"{block}: write <!-- snippet: path/of/File.cs#region -->, or a file without a region; there is no file '{parts[0]}'."
                );
                var text = parts is [var source, var region] ? Snippet.Read(source, region) : Snippet.Whole(parts[0]);
                Assert.True(text == block.Text, $"{block} differs from {string.Join(", region ", parts)}.");
            }
        );

    [Fact]
    public void Code_in_the_README_is_compiled_or_says_why_not() =>
        Offenders.AssertNone(
            Blocks
                .Where(block => block.Document == "README.md" && block.Language is "csharp" or "cs" or "fsharp" or "fs")
                .Where(block => !block.Origin.StartsWith(Quoted, StringComparison.Ordinal))
                .Where(block =>
                    !(block.Origin.StartsWith(NotCompiled, StringComparison.Ordinal) && block.Origin.Length > NotCompiled.Length)
                )
        );
}
