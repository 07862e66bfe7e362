namespace Tasks.CommandLine;

/// <summary>Where a command reads and writes.</summary>
/// <param name="Out">For what was asked for.</param>
/// <param name="Error">For what is said beside it.</param>
/// <param name="ReadLine">Gives the next line that somebody types; null at the end.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<string?> ReadLine)
{
    private const int UsualWidth = 80;

    /// <summary>Whether a person reads the output on a screen that can move its cursor: then it may be drawn.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Whether colours are wanted.</summary>
    public bool HasColors { get; init; } = true;

    /// <summary>How many characters fit a line of the screen.</summary>
    public Func<int> Width { get; init; } = () => UsualWidth;

    public static Terminal OfProcess =>
        new(Console.Out, Console.Error, () => Console.In.ReadLine())
        {
            IsScreen = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
            HasColors = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = ConsoleWidth,
        };

    private static int ConsoleWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
