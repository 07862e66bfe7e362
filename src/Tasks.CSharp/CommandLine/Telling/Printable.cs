using System.Text;

namespace Tasks.CommandLine.Telling;

/// <summary>Stored texts on a screen: what would move its cursor or change its colours is shown as a mark instead.</summary>
internal static class Printable
{
    private const char Mark = '\uFFFD';

    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) => Clean(text, keepLines: false);

    /// <summary>The text with its line ends and tabs.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    private static string Clean(string text, bool keepLines)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            var isLayout = letter is '\n' or '\t';
            clean.Append(
                !char.IsControl(letter) || (isLayout && keepLines) ? letter
                : isLayout ? ' '
                : Mark
            );
        }

        return clean.ToString();
    }
}
