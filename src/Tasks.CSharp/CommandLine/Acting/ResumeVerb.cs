using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.Domain.Calls;

namespace Tasks.CommandLine.Acting;

/// <summary>Ends the pause of a queue: workers are told at once.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly RuledOption<string> backend;
    private readonly Argument<string> queue = QueueArgument.Of();

    public ResumeVerb(Desk desk)
        : base(desk, "resume", "Ends the pause of a queue.", "resume mail", "resume mail --json")
    {
        backend = CommonOptions.BackendOf(desk);
        Arguments.Add(queue);
        Options.Add(backend);
        Options.Add(CommonOptions.YesOf());
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var name = QueueName.Stored(answers.GetValue(queue)!);
        await store.ResumeAsync(name, cancellationToken);
        if (answers.WantsJson())
        {
            Desk.Screen.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("queue", name.Value);
                json.WriteBoolean("isPaused", false);
                json.WriteEndObject();
            });
        }
        else
        {
            Desk.Screen.Line($"Queue '{name}' is open.");
        }

        return ExitCode.Well;
    }
}
