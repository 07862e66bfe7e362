using System.Text;

namespace Tasks.Domain;

/// <summary>What a name may be made of: text that every store holds and every screen shows as it was given.</summary>
internal static class PlainText
{
    /// <summary>Whether <paramref name="text"/> is 1 to <paramref name="maxLength"/> characters, none a control character or half of one.</summary>
    public static bool IsName(string? text, int maxLength)
    {
        if (text is null || text.Length == 0 || text.Length > maxLength)
        {
            return false;
        }

        for (var index = 0; index < text.Length; )
        {
            if (!Rune.TryGetRuneAt(text, index, out var character) || Rune.IsControl(character))
            {
                return false;
            }

            index += character.Utf16SequenceLength;
        }

        return true;
    }
}
