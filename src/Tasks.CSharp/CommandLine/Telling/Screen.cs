using System.Text.Encodings.Web;
using System.Text.Json;
using Tasks.Domain;

namespace Tasks.CommandLine.Telling;

/// <summary>Tells what a command has to tell: drawn for a person, plain for a pipe, JSON for a script.</summary>
internal sealed class Screen(Terminal terminal)
{
    // Read by programs and by people, never by a browser.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Terminal Terminal => terminal;

    public void Line(string text) => terminal.Out.WriteLine(Printable.Lines(text));

    /// <summary>Says what is wrong, beside the output.</summary>
    public void Trouble(string text) => terminal.Error.WriteLine(Printable.Lines(text));

    public void Show(Sheet sheet)
    {
        if (sheet.Rows.Count > 0 && terminal.IsScreen)
        {
            SheetTable.Write(sheet, terminal);
            return;
        }

        foreach (var line in SheetText.LinesOf(sheet))
        {
            terminal.Out.WriteLine(line);
        }
    }

    /// <summary>One JSON value on a line of its own.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer);
        }

        terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        terminal.Out.Flush();
    }

    /// <summary>A moment: how long ago for a person, the moment itself for a pipe.</summary>
    public string When(Instant? moment, Instant now) =>
        moment is not { } at ? "-"
        : terminal.IsScreen ? Durations.Since(at, now)
        : at.ToString();

    /// <summary>Asks something that is answered with yes or no; no answer is no.</summary>
    public bool Agrees(string question)
    {
        terminal.Error.Write($"{Printable.OneLine(question)} [y/N] ");
        terminal.Error.Flush();
        return terminal.ReadLine()?.Trim() is { } answer
            && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
