using System.Text;

namespace Tasks.SourceGeneration.Emission;

/// <summary>Lines and braces, indented.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public SourceWriter Line(string line = "")
    {
        text.Append(' ', line.Length == 0 ? 0 : depth * 4).Append(line).Append('\n');
        return this;
    }

    public SourceWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
        return this;
    }

    /// <summary>A line that ends the one before it, further in: the body of an expression member.</summary>
    public SourceWriter Body(string expression)
    {
        depth++;
        Line($"=> {expression};");
        depth--;
        return this;
    }

    public SourceWriter Open(string head)
    {
        Line(head).Line("{");
        depth++;
        return this;
    }

    public SourceWriter Close(string tail = "")
    {
        depth--;
        return Line("}" + tail);
    }

    public override string ToString() => text.ToString();
}
