using System.Collections.ObjectModel;
using System.Text.Json;
using Tasks.Domain.Calls;
using Tasks.Runtime.Serialization;

namespace Tasks.Runtime.Results;

/// <summary>A stored JSON object as a dictionary. What is no object reads as empty: a bad row stays readable.</summary>
internal static class StoredObject
{
    public static IReadOnlyDictionary<string, JsonElement> Read(JsonText text, TaskJson json)
    {
        var members = new Dictionary<string, JsonElement>();
        if (Parse(text, json) is { ValueKind: JsonValueKind.Object } stored)
        {
            foreach (var member in stored.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }
        }

        return new ReadOnlyDictionary<string, JsonElement>(members);
    }

    private static JsonElement? Parse(JsonText text, TaskJson json)
    {
        try
        {
            return json.Parse(text, "It is");
        }
        catch (InvalidTaskException)
        {
            return null;
        }
    }
}
