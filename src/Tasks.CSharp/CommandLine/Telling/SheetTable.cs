using Spectre.Console;

namespace Tasks.CommandLine.Telling;

/// <summary>A sheet for a screen: as wide as the screen, a status in its colour.</summary>
internal static class SheetTable
{
    private static readonly Style Plain = Style.Plain;

    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public static void Write(Sheet sheet, Terminal terminal)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = sheet.Headings.Count > 0 };
        var columns = sheet.Headings.Count > 0 ? sheet.Headings : [.. sheet.Rows[0].Select(_ => "")];
        foreach (var (index, heading) in columns.Index())
        {
            // Ids are copied: they stay whole. What does not fit is wrapped elsewhere.
            var column = new TableColumn(new Text(heading, Heading)) { NoWrap = index == 0, Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(column);
        }

        foreach (var row in sheet.Rows)
        {
            table.AddRow(row.Select((cell, index) => new Text(cell, StyleOf(sheet, cell, index))));
        }

        ConsoleOf(terminal).Write(table);
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

    private static IAnsiConsole ConsoleOf(Terminal terminal)
    {
        var console = AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = terminal.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(terminal.Out),
                Enrichment = new() { UseDefaultEnrichers = false },
            }
        );
        console.Profile.Width = terminal.Width();
        return console;
    }
}
