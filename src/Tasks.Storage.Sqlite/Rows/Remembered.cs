namespace Tasks.Storage.Sqlite.Rows;

/// <summary>
/// Remembers what texts that come again and again (names, queues, policies, sessions) were read as, so that a row costs no new object for
/// them. A fixed number of places; a newcomer takes the place of whoever had it. For one thread at a time.
/// </summary>
/// <typeparam name="T">What the texts are read as.</typeparam>
/// <param name="read">Reads a text that is not remembered.</param>
internal sealed class Remembered<T>(Func<byte[], T> read)
{
    private const int Places = 64;
    private const int LongestText = 1024;

    private readonly (byte[] Text, T Value)[] places = new (byte[], T)[Places];

    public T this[ReadOnlySpan<byte> text]
    {
        get
        {
            if (text.Length > LongestText)
            {
                return read(text.ToArray());
            }

            ref var place = ref places[PlaceOf(text)];
            if (place.Text is null || !text.SequenceEqual(place.Text))
            {
                var kept = text.ToArray();
                place = (kept, read(kept));
            }

            return place.Value;
        }
    }

    private static uint PlaceOf(ReadOnlySpan<byte> text)
    {
        // FNV over the last few bytes: names of one program begin alike.
        var hash = 2166136261u + (uint)text.Length;
        foreach (var character in text[Math.Max(0, text.Length - 16)..])
        {
            hash = (hash ^ character) * 16777619;
        }

        return hash % Places;
    }
}
