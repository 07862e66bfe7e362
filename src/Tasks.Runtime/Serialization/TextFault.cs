using System.Globalization;

namespace Tasks.Runtime.Serialization;

/// <summary>What is wrong with texts that no store could give back as they are.</summary>
internal static class TextFault
{
    public const string Null = "a text in it holds U+0000, which some stores cannot keep; remove it, or pass the text as bytes";

    public const string HalfPair =
        "a text in it holds half a surrogate pair, which no encoding can keep; remove it, or pass the text as bytes";

    /// <summary>Looks for the same faults in JSON that somebody wrote raw, where they hide in escapes.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? FindIn(ReadOnlySpan<byte> json)
    {
        var expectsLow = false;
        while (true)
        {
            var at = json.IndexOf((byte)'\\');
            if (expectsLow && at != 0)
            {
                return HalfPair;
            }

            if (at < 0 || at + 1 >= json.Length)
            {
                return null;
            }

            if (json[at + 1] != 'u' || at + 6 > json.Length)
            {
                if (expectsLow)
                {
                    return HalfPair;
                }

                json = json[(at + 2)..];
                continue;
            }

            var unit = (char)ushort.Parse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (unit == '\0')
            {
                return Null;
            }

            if (char.IsLowSurrogate(unit) != expectsLow)
            {
                return HalfPair;
            }

            expectsLow = char.IsHighSurrogate(unit);
            json = json[(at + 6)..];
        }
    }
}
