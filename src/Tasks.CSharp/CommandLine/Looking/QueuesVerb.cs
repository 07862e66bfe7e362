using System.CommandLine;
using System.Text.Json;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;

namespace Tasks.CommandLine.Looking;

/// <summary>Tells what there is to do in each queue, which are paused, and who serves them.</summary>
internal sealed class QueuesVerb : Verb
{
    /// <summary>Where counts stop, so that a look at a large store costs little.</summary>
    private const int AtMost = 100_000;

    private readonly RuledOption<string> backend;

    public QueuesVerb(Desk desk)
        : base(desk, "queues", "Tells what waits and runs in each queue, and which are paused.", "queues", "queues --json")
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var found = await store.QueuesAsync(AtMost, cancellationToken);
        var workers = await store.SessionsAsync(cancellationToken);
        // A paused queue is told of also where nothing waits in it.
        var idle = found
            .Pauses.Queues.Except(found.Queues.Select(queue => queue.Queue))
            .Select(queue => new QueueStanding(queue, 0, 0, 0, null));
        var queues = found.Queues.Concat(idle).OrderBy(queue => queue.Queue).ToArray();
        if (answers.WantsJson())
        {
            Desk.Screen.Json(json => Write(json, queues, found, workers));
        }
        else
        {
            Show(queues, found, workers);
        }

        return ExitCode.Well;
    }

    private void Show(QueueStanding[] queues, QueuesAnswer found, SessionsAnswer workers)
    {
        if (queues.Length == 0)
        {
            Desk.Screen.Trouble("Nothing waits or runs in any queue.");
            return;
        }

        var sheet = new Sheet("QUEUE", "DUE", "LATER", "RUNNING", "OLDEST DUE", "WORKERS", "STATE");
        foreach (var queue in queues)
        {
            sheet.Add(
                queue.Queue.Value,
                Words.UpTo(queue.Due, AtMost),
                Words.UpTo(queue.Later, AtMost),
                Words.UpTo(queue.Running, AtMost),
                Desk.Screen.When(queue.OldestDueAt, found.At),
                Words.Number(ServersOf(queue.Queue, workers)),
                found.Pauses.Includes(queue.Queue) ? "paused" : "open"
            );
        }

        Desk.Screen.Show(sheet);
    }

    private static int ServersOf(QueueName queue, SessionsAnswer workers) =>
        workers.Sessions.Count(session => session.IsServingAt(workers.At, queue));

    private static void Write(Utf8JsonWriter json, QueueStanding[] queues, QueuesAnswer found, SessionsAnswer workers)
    {
        json.WriteStartArray();
        foreach (var queue in queues)
        {
            json.WriteStartObject();
            json.WriteString("queue", queue.Queue.Value);
            json.WriteNumber("due", queue.Due);
            json.WriteNumber("later", queue.Later);
            json.WriteNumber("running", queue.Running);
            TaskText.WriteMoment(json, "oldestDueAt", queue.OldestDueAt);
            json.WriteNumber("workers", ServersOf(queue.Queue, workers));
            json.WriteBoolean("isPaused", found.Pauses.Includes(queue.Queue));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
