using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine.Acting;

/// <summary>Pauses a queue, and waits until every live worker that serves it has said that it starts nothing there any more.</summary>
internal sealed class PauseVerb : Verb
{
    private const double UsualWait = 30;

    private const double LongestWait = 86_400;

    // What runs is as much as there are slots; what waits is not asked about.
    private const int CountedAtMost = 10_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly RuledOption<string> backend;
    private readonly Argument<string> queue = QueueArgument.Of();
    private readonly RuledOption<double?> wait = Rules
        .Seconds("--wait", "How long to wait for the workers to say that they start nothing any more.")
        .Or(UsualWait);

    public PauseVerb(Desk desk)
        : base(desk, "pause", "Pauses a queue: nothing starts in it until it is resumed.", "pause mail", "pause mail --wait 5 --json")
    {
        Notes = """
            What runs goes on. Waits until every live worker that serves the queue has said that it starts nothing in it any more; exit code 1 if one
            has not by then. Such a worker heeds the pause as soon as it speaks with the store again.
            """;
        backend = CommonOptions.BackendOf(desk);
        Arguments.Add(queue);
        Options.Add(backend);
        Options.Add(wait);
        Options.Add(CommonOptions.YesOf());
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var name = QueueName.Stored(answers.GetValue(queue)!);
        var number = (await store.PauseAsync(name, cancellationToken)).Pauses.Number;
        var patience = TimeSpan.FromSeconds(Math.Min(LongestWait, answers.GetValue(wait) ?? UsualWait));
        var begun = Desk.Time.GetTimestamp();
        var (serving, heeding) = await WorkersAsync(store, name, number, cancellationToken);
        while (heeding < serving && Desk.Time.GetElapsedTime(begun) < patience)
        {
            await Task.Delay(Look, Desk.Time, cancellationToken);
            (serving, heeding) = await WorkersAsync(store, name, number, cancellationToken);
        }

        var standing = (await store.QueuesAsync(CountedAtMost, cancellationToken)).Queues.FirstOrDefault(one => one.Queue == name);
        Tell(new(name, serving, heeding, standing?.Running ?? 0), answers.WantsJson());
        return heeding == serving ? ExitCode.Well : ExitCode.Trouble;
    }

    private static async Task<(int Serving, int Heeding)> WorkersAsync(
        ITaskStore store,
        QueueName queue,
        long number,
        CancellationToken cancellationToken
    )
    {
        var found = await store.SessionsAsync(cancellationToken);
        Session[] serving = [.. found.Sessions.Where(session => session.IsServingAt(found.At, queue))];
        return (serving.Length, serving.Count(session => session.Heeded >= number));
    }

    private void Tell(Standing standing, bool asJson)
    {
        if (asJson)
        {
            WriteJson(standing);
            return;
        }

        var running =
            standing.Running == 0
                ? "nothing runs in it"
                : $"{Words.Tasks(standing.Running)} in it {(standing.Running == 1 ? "runs" : "run")} on";
        Desk.Screen.Line(
            standing.Serving == 0 ? $"Queue '{standing.Queue}' is paused. No live worker serves it; {running}."
            : standing.Heeding == standing.Serving
                ? $"Queue '{standing.Queue}' is paused: {Words.Count(standing.Serving, "worker starts", "workers start")} nothing in it any more; {running}."
            : $"Queue '{standing.Queue}' is paused, but only {Words.Number(standing.Heeding)} of {Words.Count(standing.Serving, "worker", "workers")} said so far that they start nothing in it any more; {running}."
        );
    }

    private void WriteJson(Standing standing) =>
        Desk.Screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("queue", standing.Queue.Value);
            json.WriteBoolean("isPaused", true);
            json.WriteNumber("workers", standing.Serving);
            json.WriteNumber("heeding", standing.Heeding);
            json.WriteNumber("running", standing.Running);
            json.WriteEndObject();
        });

    private sealed record Standing(QueueName Queue, int Serving, int Heeding, long Running);
}
