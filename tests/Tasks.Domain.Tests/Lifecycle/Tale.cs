using LanguageExt;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>Tells in one line what a move did to a task: everything that changed, and nothing else.</summary>
internal static class Tale
{
    public static string Of(TaskRecord before, Either<TaskRefusal, TaskChange> answer) =>
        answer.Match(change => Of(before, change), refusal => $"{refusal.GetType().Name}: {refusal.Sentence}");

    private static string Of(TaskRecord before, TaskChange change) =>
        string.Join("; ", Differences(before, change).Prepend($"{change.Event}, {Of(change.Becomes.State)}"));

    private static IEnumerable<string> Differences(TaskRecord before, TaskChange change)
    {
        var after = change.Becomes;
        (string What, string Before, string After)[] facts =
        [
            ("fence", $"{before.Lease}", $"{change.UnderLease}"),
            ("id", $"{before.Id}", $"{after.Id}"),
            ("call", $"{before.Call}", $"{after.Call}"),
            ("enqueued", Of(before.EnqueuedAt), Of(after.EnqueuedAt)),
            ("due", Of(before.DueAt), Of(after.DueAt)),
            ("lease", $"{before.Lease}", $"{after.Lease}"),
            ("attempts", $"{before.History.Attempts}", $"{after.History.Attempts}"),
            ("failures", $"{before.History.Failures}", $"{after.History.Failures}"),
            ("crashes", $"{before.History.Crashes}", $"{after.History.Crashes}"),
            ("started", Of(before.History.StartedAt), Of(after.History.StartedAt)),
            ("last attempted", Of(before.History.LastAttemptedAt), Of(after.History.LastAttemptedAt)),
            ("workers", $"{before.History.Workers}", $"{after.History.Workers}"),
            ("errors", Of(before.History.Errors), Of(after.History.Errors)),
            ("metadata", $"{before.Metadata}", $"{after.Metadata}"),
        ];
        return facts.Where(fact => fact.Before != fact.After).Select(fact => $"{fact.What} {fact.After}");
    }

    private static string Of(TaskState state) =>
        state switch
        {
            TaskState.Ready(var reason) => $"Ready({reason})",
            TaskState.Running(var session, var isStarted, var cancelRequested) =>
                $"Running({session}{(isStarted ? ", started" : "")}{(cancelRequested ? ", cancel requested" : "")})",
            TaskState.Successful(var value, var at) => $"Successful({value}, {Of(at)})",
            _ => $"{state.Status}({Of(state.EndedAt)})",
        };

    private static string Of(ValueList<AttemptError> errors) =>
        string.Join(" ", errors.Select(error => $"#{error.Attempt} {error.Failure.ExceptionType.Split('.')[^1]} {Of(error.At)}"));

    private static string Of(Instant? moment) =>
        moment is { } at ? at.ToString()[11..^1].Replace(".000000", "", StringComparison.Ordinal) : "never";
}
