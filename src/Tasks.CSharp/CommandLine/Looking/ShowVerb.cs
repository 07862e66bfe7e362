using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.CommandLine.Looking;

/// <summary>Shows all that is known of one task, its arguments and its result included.</summary>
internal sealed class ShowVerb : Verb
{
    private readonly RuledOption<string> backend;
    private readonly Argument<string> id = new("ID") { Description = "The task's id." };

    public ShowVerb(Desk desk)
        : base(
            desk,
            "show",
            "Shows all that is known of a task: arguments, result and errors included.",
            "show 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071",
            "show 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071 --json"
        )
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
        Arguments.Add(id);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var task = await OneTask.FindAsync(store, answers.GetValue(id)!, cancellationToken);
        if (answers.WantsJson())
        {
            Desk.Screen.Json(json => TaskText.WriteWhole(json, task));
        }
        else
        {
            Show(task);
        }

        return ExitCode.Well;
    }

    private void Show(TaskRecord task)
    {
        var definition = task.Call.Definition;
        var sheet = new Sheet();
        sheet.Add("id", task.Id.Value);
        sheet.Add("task", definition.Name.Value);
        sheet.Add("status", task.Status.ToString());
        sheet.Add("queue", $"{definition.Queue} (priority {Words.Number(definition.Priority.Value)})");
        sheet.Add("attempts", AttemptsOf(task));
        Add(sheet, "enqueued", task.EnqueuedAt);
        Add(sheet, "due", task.DueAt);
        Add(sheet, "first started", task.History.StartedAt);
        Add(sheet, "last started", task.History.LastAttemptedAt);
        Add(sheet, "finished", task.State.EndedAt);
        AddState(sheet, task.State);
        sheet.Add("arguments", task.Call.Arguments.ToString());
        sheet.Add("metadata", task.Metadata.ToString());
        if (task.History.Workers.Count > 0)
        {
            sheet.Add("workers", string.Join(", ", task.History.Workers.Select(worker => worker.Value)));
        }

        Desk.Screen.Show(sheet);
        foreach (var error in task.History.Errors)
        {
            Desk.Screen.Line(
                $"\nattempt {Words.Number(error.Attempt)}, {error.At}: {error.Failure.ExceptionType}: {error.Failure.Message}"
            );
            if (error.Failure.Traceback.Length > 0)
            {
                Desk.Screen.Line(error.Failure.Traceback);
            }
        }
    }

    private static string AttemptsOf(TaskRecord task) =>
        task.History is { Failures: 0, Crashes: 0 }
            ? Words.Number(task.History.Attempts)
            : $"{Words.Number(task.History.Attempts)}: {Words.Number(task.History.Failures)} failed, {Words.Number(task.History.Crashes)} lost their worker";

    private static void Add(Sheet sheet, string name, Instant? moment)
    {
        if (moment is { } at)
        {
            sheet.Add(name, at.ToString());
        }
    }

    private static void AddState(Sheet sheet, TaskState state)
    {
        switch (state)
        {
            case TaskState.Running(var session, _, var cancelRequested):
                sheet.Add("held by", session.Value + (cancelRequested ? ", asked to end" : ""));
                break;
            case TaskState.Successful(var value, _):
                sheet.Add("result", value.ToString());
                break;
        }
    }
}
