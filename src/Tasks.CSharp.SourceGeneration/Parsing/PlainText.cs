namespace Tasks.SourceGeneration.Parsing;

/// <summary>What a name may be made of: the domain's rule, for a compiler that cannot load the domain.</summary>
internal static class PlainText
{
    /// <summary>Whether it is 1 to <paramref name="maxLength"/> characters, none a control character or half of one.</summary>
    public static bool IsName(string text, int maxLength) =>
        text.Length >= 1 && text.Length <= maxLength && !text.Any(char.IsControl) && !text.Where((_, index) => IsHalf(text, index)).Any();

    private static bool IsHalf(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? !char.IsSurrogatePair(text, index)
            : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsSurrogatePair(text, index - 1));
}
