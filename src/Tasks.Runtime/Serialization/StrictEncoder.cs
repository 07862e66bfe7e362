using System.Text;
using System.Text.Encodings.Web;

namespace Tasks.Runtime.Serialization;

/// <summary>
/// Escapes as another encoder does, and refuses texts that some store could not give back as they are: half a surrogate pair, which the
/// serialiser would silently replace, and U+0000. Every string, property name and key that the serialiser writes comes through here,
/// whoever wrote its converter.
/// </summary>
internal sealed class StrictEncoder(JavaScriptEncoder inner) : JavaScriptEncoder
{
    public override int MaxOutputCharactersPerInputCharacter => inner.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => inner.WillEncode(unicodeScalar);

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    ) => inner.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        Check(new(text, textLength));
        return inner.FindFirstCharacterToEncode(text, textLength);
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        if (utf8Text.Contains((byte)0))
        {
            throw new InvalidTaskException(TextFault.Null);
        }

        return inner.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    private static void Check(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            throw new InvalidTaskException(TextFault.Null);
        }

        var rest = text;
        for (var at = IndexOfSurrogate(rest); at >= 0; at = IndexOfSurrogate(rest))
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new InvalidTaskException(TextFault.HalfPair);
            }

            rest = rest[(at + length)..];
        }
    }

    private static int IndexOfSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\ud800', '\udfff');
}
