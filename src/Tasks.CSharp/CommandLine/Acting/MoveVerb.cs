using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;

namespace Tasks.CommandLine.Acting;

/// <summary>Cancels or retries tasks: those named, or those a filter means. Asks first.</summary>
internal sealed class MoveVerb : Verb
{
    private readonly RuledOption<string> backend;
    private readonly Argument<string[]> ids = new("ID")
    {
        Description = "The tasks' ids; or give a filter.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly FilterOptions filter = new();
    private readonly Option<bool> yes = CommonOptions.YesOf();
    private readonly Move move;

    private MoveVerb(Desk desk, Move move, string description, params string[] examples)
        : base(desk, move.Name, description, examples)
    {
        this.move = move;
        backend = CommonOptions.BackendOf(desk);
        Arguments.Add(ids);
        Options.Add(backend);
        filter.AddTo(this);
        Options.Add(yes);
        Validators.Add(given =>
        {
            var (areNamed, areFiltered) = (given.GetResult(ids)?.Tokens.Count > 0, filter.AreGiven(given));
            if (areNamed == areFiltered)
            {
                given.AddError(areNamed ? "Give ids or a filter, not both." : "Give ids, or a filter such as --status or --task.");
            }
        });
    }

    public static MoveVerb Cancel(Desk desk) =>
        new(
            desk,
            Move.Cancel,
            "Cancels tasks: what waits ends at once, what runs is asked to end.",
            "cancel 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071",
            "cancel --queue-name mail --older-than 1d",
            "cancel --task Shop.Mail.Send --yes"
        )
        {
            Notes = "With a filter: tasks that wait or run. Says how many, and asks. Exit code 1 if one was refused.",
        };

    public static MoveVerb Retry(Desk desk) =>
        new(
            desk,
            Move.Retry,
            "Gives failed and cancelled tasks one more life: budgets anew, errors kept.",
            "retry 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071",
            "retry --status failed --newer-than 2h",
            "retry --error System.Net.Http.HttpRequestException --yes"
        )
        {
            Notes = """
                With a filter: tasks that failed or were cancelled; with --status ready, those that wait for their time are due now. Says how many, and
                asks. Exit code 1 if one was refused.
                """,
        };

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!);
        var moved = new Moved(move);
        var named = answers.GetValue(ids) ?? [];
        if (named.Length > 0)
        {
            if (!Agrees(answers, named.Length))
            {
                return ExitCode.Trouble;
            }

            await MoveNamedAsync(store, named, moved, cancellationToken);
        }
        else
        {
            var now = (await store.Store.SessionsAsync(cancellationToken)).At;
            var wanted = Settled(filter.Read(answers, now), now);
            // Counted only to be asked about.
            var count = answers.GetValue(yes) ? 0 : await Walk.CountAsync(store.Store, wanted, move.From, cancellationToken);
            if (count > 0 && !Agrees(answers, count))
            {
                return ExitCode.Trouble;
            }

            await Walk.MoveAsync(store, wanted, move, moved, cancellationToken);
        }

        moved.Tell(Desk.Screen, answers.WantsJson());
        return moved.Refused == 0 ? ExitCode.Well : ExitCode.Trouble;
    }

    /// <summary>What is enqueued from now on was not counted, and is not moved.</summary>
    private static TaskFilter Settled(TaskFilter wanted, Instant now) =>
        wanted with
        {
            EnqueuedBefore = wanted.EnqueuedBefore ?? now + TimeSpan.FromMicroseconds(1),
        };

    private async Task MoveNamedAsync(StoreBackend store, string[] named, Moved moved, CancellationToken cancellationToken)
    {
        foreach (var batch in named.Distinct().Chunk(Walk.Batch))
        {
            foreach (var impossible in batch.Where(id => TaskId.From(id) is null))
            {
                moved.Refuse($"No task has the id '{impossible}'.");
            }

            var known = batch.Select(TaskId.From).OfType<TaskId>().ToArray();
            if (known.Length > 0)
            {
                moved.Add(await move.ApplyAsync(store, known, cancellationToken));
            }
        }
    }

    private bool Agrees(ParseResult answers, long count)
    {
        if (
            answers.GetValue(yes)
            || Desk.Screen.Agrees($"{move.Verb} {Words.UpTo(count, Walk.CountedAtMost)} {(count == 1 ? "task" : "tasks")}?")
        )
        {
            return true;
        }

        Desk.Screen.Trouble("Nothing was done. --yes does not ask.");
        return false;
    }
}
