using System.Text.RegularExpressions;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>The life of a task as a picture, drawn from what the moves do and from nothing else: every move is run from every state.</summary>
internal static partial class Diagram
{
    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex BetweenWords();

    public static IReadOnlyList<(Status From, TaskEvent Event, Status To)> Arrows { get; } =
    [
        .. Situation
            .All.SelectMany(
                situation => Move.All.Select(move => move.Make(situation.Task, Situation.Now)),
                (situation, answer) => answer.Map(change => (situation.Task.Status, change.Event, change.Becomes.Status))
            )
            .SelectMany(answer => answer.RightToSeq())
            .Distinct()
            .Order(),
    ];

    /// <summary>The arrows in Mermaid's language, the same every time: one line for each pair of states, in the order of the statuses.</summary>
    public static string Mermaid() =>
        string.Join(
            '\n',
            [
                "stateDiagram-v2",
                $"    [*] --> {Given.Fresh().Status}: enqueued",
                .. Arrows.GroupBy(arrow => (arrow.From, arrow.To)).OrderBy(group => group.Key).Select(Line),
                .. Enum.GetValues<Status>().Where(status => Arrows.All(arrow => arrow.From != status)).Select(end => $"    {end} --> [*]"),
            ]
        );

    private static string Line(IGrouping<(Status From, Status To), (Status, TaskEvent Event, Status)> group) =>
        $"    {group.Key.From} --> {group.Key.To}: {string.Join(", ", group.Select(arrow => Words(arrow.Event)))}";

    private static string Words(TaskEvent happened) => BetweenWords().Replace(happened.ToString(), " ").ToLowerInvariant();
}
