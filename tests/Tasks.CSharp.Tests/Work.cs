using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tasks.CSharp.Tests;

/// <summary>Methods of every shape, for tests of what is stored and what comes back.</summary>
public static partial class Work
{
    public sealed record Item(string Name, (int X, int Y) Place);

    /// <summary>Holds what the compiler cannot judge.</summary>
    public sealed record Box(object? Content);

    public sealed class Node
    {
        public Node? Next { get; set; }
    }

    [Task]
    public static string Echo(string text) => text;

    [Task]
    public static char Letter(char letter) => letter;

    [Task]
    public static double Half(double number) => number / 2;

    [Task]
    public static Dictionary<string, string> Map(Dictionary<string, string> map) => map;

    [Task]
    public static string[] Many(string[] texts) => texts;

    [Task]
    public static string Raw(JsonElement element) => element.GetRawText();

    [Task]
    public static string Tree(JsonNode node) => node.ToJsonString();

    [Task]
    public static void Loop(Node node) => _ = node;

    [Task]
    public static Box Anything(Box value) => value;

    [Task]
    public static string Locate(List<Item> items) => items[0].Place.ToString();

    [Task]
    public static int Optional(int required, int optional = 7, string text = "none") => required + optional + text.Length;

    [Task]
    public static double NotANumber() => double.NaN;

    [Task]
    public static string Lone() => "a\ud800b";

    [Task]
    public static string Long(int length) => new('x', length);

    [Task]
    public static Node Cycle()
    {
        var node = new Node();
        node.Next = node;
        return node;
    }

    [Task]
    public static void Fail(string message) => throw new InvalidOperationException(message);

    [Task]
    public static void FailHugely() => throw new InvalidOperationException(new string('x', 10_000_000));

    [Task]
    public static async Task WaitAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    [Task(TimeoutSeconds = 0.05)]
    public static async Task TooLongAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    [Task]
    public static async Task<string> NoteAsync(TaskContext context, string text, bool save)
    {
        context.Metadata["note"] = text;
        if (save)
        {
            await context.SaveMetadataAsync();
        }

        return $"{context.TaskResult.Status} {context.Attempt}";
    }

    [Task]
    public static void NoteAndFail(TaskContext context)
    {
        context.Metadata["note"] = "before the fall";
        throw new InvalidOperationException("fell");
    }
}
