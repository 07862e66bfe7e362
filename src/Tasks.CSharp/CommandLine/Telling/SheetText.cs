namespace Tasks.CommandLine.Telling;

/// <summary>A sheet as plain text: columns with blanks between them, for pipes and files.</summary>
internal static class SheetText
{
    private const string Gap = "  ";

    public static IEnumerable<string> LinesOf(Sheet sheet)
    {
        var all =
            sheet.Headings.Count == 0
                ? sheet.Rows
                :
                [
                    [.. sheet.Headings],
                    .. sheet.Rows,
                ];
        if (all.Count == 0)
        {
            yield break;
        }

        var widths = Enumerable.Range(0, all[0].Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            yield return string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
        }
    }
}
