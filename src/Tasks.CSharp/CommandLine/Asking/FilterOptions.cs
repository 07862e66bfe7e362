using System.CommandLine;
using System.CommandLine.Parsing;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.CommandLine.Asking;

/// <summary>Which tasks: the options of every command that takes more than one.</summary>
internal sealed class FilterOptions
{
    private readonly RuledOption<Status?> status = Rules.StatusOf("--status", "Only tasks of this status.");
    private readonly RuledOption<string?> queue = Rules.Text("--queue-name", "NAME", "Only tasks of this queue.");
    private readonly RuledOption<string?> task = Rules.Text("--task", "NAME", "Only tasks of this name, as stored.");
    private readonly RuledOption<TimeSpan?> newerThan = Rules.Age("--newer-than", "Only tasks enqueued less than this long ago.");
    private readonly RuledOption<TimeSpan?> olderThan = Rules.Age("--older-than", "Only tasks enqueued at least this long ago.");
    private readonly RuledOption<string?> error = Rules.Text(
        "--error",
        "TYPE",
        "Only tasks with an error of this exception type, by full name."
    );

    private IEnumerable<Option> All => [status, queue, task, newerThan, olderThan, error];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether any of them is given.</summary>
    public bool AreGiven(SymbolResult answers) => All.Any(option => answers.GetResult(option) is not null);

    /// <summary>The filter, with ages counted back from the store's moment.</summary>
    public TaskFilter Read(ParseResult answers, Instant now) =>
        new(
            answers.GetValue(status),
            answers.GetValue(queue) is { } name ? QueueName.Stored(name) : null,
            answers.GetValue(task) is { } path ? TaskName.Stored(path) : null
        )
        {
            EnqueuedSince = answers.GetValue(newerThan) is { } youth ? now + -youth : null,
            EnqueuedBefore = answers.GetValue(olderThan) is { } age ? now + -age : null,
            ErrorType = answers.GetValue(error),
        };
}
