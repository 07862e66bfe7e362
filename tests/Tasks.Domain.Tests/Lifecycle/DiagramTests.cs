using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>The picture in <c>docs/lifecycle.md</c> shows what the moves do today.</summary>
public sealed class DiagramTests
{
    private const string Opening = "```mermaid\n";
    private const string Closing = "\n```";

    [Fact, Trait("Spec", "LIFE-1")]
    public void The_picture_in_the_documents_is_what_the_moves_do()
    {
        var path = Path.Combine(Root(), "docs", "lifecycle.md");
        var document = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = document.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        var end = document.IndexOf(Closing, begin, StringComparison.Ordinal);
        var (drawn, actual) = (document[begin..end], Diagram.Mermaid());
        if (Environment.GetEnvironmentVariable("TASKS_APPROVE") == "1")
        {
            File.WriteAllText(path, document[..begin] + actual + document[end..]);
            return;
        }

        Assert.True(
            drawn == actual,
            "docs/lifecycle.md shows another life than the moves give a task. They give it this one:\n\n"
                + actual
                + "\n\nIf it was meant to change, type 'TASKS_APPROVE=1 ./dev test --project tests/Tasks.Domain.Tests' and commit the document."
        );
    }

    [Fact]
    public void Every_event_is_an_arrow() =>
        Assert.Equal(Enum.GetValues<TaskEvent>(), Diagram.Arrows.Select(arrow => arrow.Event).Distinct().Order());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tasks.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Tasks.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
