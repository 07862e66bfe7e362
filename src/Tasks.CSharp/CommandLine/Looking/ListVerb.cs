using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.CommandLine.Looking;

/// <summary>Lists tasks, newest first, a page at a time.</summary>
internal sealed class ListVerb : Verb
{
    private const int UsualPage = 50;

    private readonly RuledOption<string> backend;
    private readonly FilterOptions filter = new();
    private readonly RuledOption<int?> limit = Rules.Count("--limit", "N", "How many tasks a page holds.", 1).Or(UsualPage);
    private readonly RuledOption<int?> page = Rules.Count("--page", "N", "Which page, counted from 1.", 1).Or(1);

    public ListVerb(Desk desk)
        : base(
            desk,
            "list",
            "Lists tasks, newest first.",
            "list --status failed --newer-than 2h",
            "list --queue-name mail --page 2",
            "list --error System.TimeoutException --json"
        )
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
        filter.AddTo(this);
        Options.Add(limit);
        Options.Add(page);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var now = (await store.SessionsAsync(cancellationToken)).At;
        var (size, number) = (answers.GetValue(limit) ?? UsualPage, answers.GetValue(page) ?? 1);
        // One more than the page holds tells whether there is another.
        var wanted = filter.Read(answers, now) with
        {
            Limit = size == int.MaxValue ? size : size + 1,
            Offset = (int)Math.Min(int.MaxValue, (number - 1L) * size),
        };
        var found = await store.ListAsync(wanted, cancellationToken);
        var shown = found.Take(size).ToArray();
        if (answers.WantsJson())
        {
            WriteJson(shown);
            return ExitCode.Well;
        }

        Show(shown, now);
        if (found.Count > size)
        {
            Desk.Screen.Trouble($"There are more: --page {number + 1L}");
        }

        return ExitCode.Well;
    }

    private void WriteJson(TaskRecord[] tasks) =>
        Desk.Screen.Json(json =>
        {
            json.WriteStartArray();
            Array.ForEach(tasks, task => TaskText.WriteSummary(json, task));
            json.WriteEndArray();
        });

    private void Show(TaskRecord[] tasks, Instant now)
    {
        if (tasks.Length == 0)
        {
            Desk.Screen.Trouble("There are no such tasks.");
            return;
        }

        var sheet = new Sheet("ID", "STATUS", "QUEUE", "TRIES", "ENQUEUED", "TASK");
        foreach (var task in tasks)
        {
            sheet.Add(
                task.Id.Value,
                task.Status.ToString(),
                task.Call.Definition.Queue.Value,
                Words.Number(task.History.Attempts),
                Desk.Screen.When(task.EnqueuedAt, now),
                task.Call.Definition.Name.Value
            );
        }

        Desk.Screen.Show(sheet);
    }
}
