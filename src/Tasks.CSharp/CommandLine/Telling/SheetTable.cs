using Spectre.Console;

namespace Tasks.CommandLine.Telling;

/// <summary>A sheet for a screen: headings in bold, a status in its colour.</summary>
internal static class SheetTable
{
    private const int Wide = 10_000;

    private static readonly Style Plain = Style.Plain;

    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public static void Write(Sheet sheet, Terminal terminal)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = sheet.Headings.Count > 0 };
        var columns = sheet.Headings.Count > 0 ? sheet.Headings : [.. sheet.Rows[0].Select(_ => "")];
        foreach (var heading in columns)
        {
            table.AddColumn(new TableColumn(new Text(heading, Heading)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in sheet.Rows)
        {
            table.AddRow(row.Select((cell, index) => new Text(cell, StyleOf(sheet, cell, index))));
        }

        using var drawn = new StringWriter();
        ConsoleOf(terminal, drawn).Write(table);
        foreach (var line in drawn.ToString().TrimEnd().Split('\n'))
        {
            terminal.Out.WriteLine(line.TrimEnd());
        }
    }

    private static Style StyleOf(Sheet sheet, string cell, int column) =>
        sheet.Headings.Count == 0 && column == 0
            ? Heading
            : cell switch
            {
                "Successful" or "ok" => new Style(Color.Green),
                "Running" => new Style(Color.Yellow),
                "Failed" or "lost" or "problem" => new Style(Color.Red),
                "Cancelled" => new Style(Color.Grey),
                _ => Plain,
            };

    private static IAnsiConsole ConsoleOf(Terminal terminal, StringWriter drawn)
    {
        var console = AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = terminal.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(drawn),
                Enrichment = new() { UseDefaultEnrichers = false },
            }
        );
        // What does not fit the screen is wrapped by the screen: what is torn into pieces cannot be copied.
        console.Profile.Width = Wide;
        return console;
    }
}
