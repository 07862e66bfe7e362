using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.Domain.Explaining;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine.Looking;

/// <summary>Answers why a task does not run.</summary>
internal sealed class ExplainVerb : Verb
{
    /// <summary>Where the count of its queue stops, so that the answer costs little.</summary>
    private const int AtMost = 10_000;

    private readonly RuledOption<string> backend;
    private readonly Argument<string> id = new("ID") { Description = "The task's id." };

    public ExplainVerb(Desk desk)
        : base(
            desk,
            "explain",
            "Says why a task does not run, or what became of it.",
            "explain 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071",
            "explain 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071 --json"
        )
    {
        Notes = "The most decisive answer first. It looks at the task, its queue, the pauses and the live workers.";
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
        Arguments.Add(id);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var task = await OneTask.FindAsync(store, answers.GetValue(id)!, cancellationToken);
        var findings = await FindAsync(store, task, cancellationToken);
        if (answers.WantsJson())
        {
            WriteJson(task, findings);
            return ExitCode.Well;
        }

        Desk.Screen.Line($"Task {task.Id} ({task.Call.Definition.Name}) is {task.Status}.");
        foreach (var finding in findings)
        {
            Desk.Screen.Line("- " + finding.Sentence);
        }

        return ExitCode.Well;
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(ITaskStore store, TaskRecord task, CancellationToken cancellationToken)
    {
        var queues = await store.QueuesAsync(AtMost, cancellationToken);
        var workers = await store.SessionsAsync(cancellationToken);
        var queue = queues.Queues.FirstOrDefault(queue => queue.Queue == task.Call.Definition.Queue);
        return Explanation.Of(task, workers.At, workers.Sessions, queues.Pauses, queue);
    }

    private void WriteJson(TaskRecord task, IReadOnlyList<Finding> findings) =>
        Desk.Screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", task.Id.Value);
            json.WriteString("taskName", task.Call.Definition.Name.Value);
            json.WriteString("status", task.Status.ToString());
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("kind", finding.GetType().Name);
                json.WriteString("sentence", finding.Sentence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
