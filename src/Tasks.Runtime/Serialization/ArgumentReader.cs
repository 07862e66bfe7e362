using System.Text.Json;

namespace Tasks.Runtime.Serialization;

/// <summary>Finds one argument in stored arguments by reading through their UTF-8: nothing is made of the others.</summary>
internal static class ArgumentReader
{
    /// <summary>Reads all of the text, so that text that is no JSON is found out whatever was asked for.</summary>
    /// <param name="reader">At the beginning of the text.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="value">At the argument's value; of several with one name, the last.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ArgumentSearch Find(Utf8JsonReader reader, string name, ref Utf8JsonReader value)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return ArgumentSearch.NoObject;
        }

        var search = ArgumentSearch.Missing;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMeant = reader.ValueTextEquals(name);
            reader.Read();
            if (isMeant)
            {
                value = reader;
                search = ArgumentSearch.Found;
            }

            reader.Skip();
        }

        reader.Read();
        return search;
    }
}
