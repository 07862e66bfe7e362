using Microsoft.CodeAnalysis;

namespace Tasks.SourceGeneration.Tests.Compiling;

/// <summary>A source whose faults are marked <c>[|so|]</c>, and the check that exactly they are found.</summary>
internal static class Diagnosis
{
    private const string Sound =
        "\npublic static partial class Sound { [Task] public static int Answer() => 42; }\n"
        + "public static class User { public static Task<TaskResult<int>> Use() => Sound.AnswerTask.EnqueueAsync(); }";

    /// <summary>Each marked place has this diagnostic, no other place has any, and neither the source nor a sound task beside it suffers.</summary>
    public static void Finds(string id, string marked) => Finds(marked, Enumerable.Repeat(id, marked.Split("[|").Length - 1));

    public static void Finds(string marked, IEnumerable<string> ids)
    {
        var expected = marked.Split("[|").Skip(1).Select(rest => rest.Split("|]")[0]).Zip(ids, (text, id) => $"{id} {text}");
        var source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal) + Sound;

        var generation = Generation.Of(source);

        Assert.Equal(expected.Order(), generation.Reported.Select(found => $"{found.Id} {Text(source, found.Location)}").Order());
        generation.AssertClean();
    }

    /// <summary>The one message of a source.</summary>
    public static string Message(string source) =>
        Assert.Single(Generation.Of(source).Reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(string source, Location location) =>
        location.GetLineSpan().Path == "Source.cs"
            ? source.Substring(location.SourceSpan.Start, location.SourceSpan.Length)
            : location.ToString();
}
