namespace Tasks.CommandLine.Telling;

/// <summary>Rows to be shown under headings.</summary>
/// <param name="headings">The headings; none for a list of names and values.</param>
internal sealed class Sheet(params string[] headings)
{
    private readonly List<string[]> rows = [];

    public IReadOnlyList<string> Headings => headings;

    public IReadOnlyList<string[]> Rows => rows;

    public void Add(params string[] cells) => rows.Add(Array.ConvertAll(cells, Printable.OneLine));
}
