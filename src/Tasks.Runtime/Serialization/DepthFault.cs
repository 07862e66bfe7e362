using System.Text.Json;

namespace Tasks.Runtime.Serialization;

/// <summary>Finds JSON that no reader would take back: the serialiser bounds the depth of objects it writes, but not of JSON it is given.</summary>
internal static class DepthFault
{
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? FindIn(ReadOnlySpan<byte> json, int maxDepth)
    {
        // Most values have fewer brackets than levels are allowed, and counting is cheap.
        if (json.Count((byte)'[') + json.Count((byte)'{') <= maxDepth)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= maxDepth)
            {
                return Unstorable.TooDeep(maxDepth);
            }
        }

        return null;
    }
}
