using System.CommandLine;
using System.Text.Json;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.CommandLine.Looking;

/// <summary>Tells how many tasks there are of each status, and which workers live.</summary>
internal sealed class StatsVerb : Verb
{
    /// <summary>Where counts stop, so that a look at a large store costs little.</summary>
    private const int AtMost = 1_000_000;

    private readonly RuledOption<string> backend;

    public StatsVerb(Desk desk)
        : base(desk, "stats", "Counts tasks by status and lists the workers.", "stats", "stats --backend mail --json")
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var counts = new List<(Status Status, long Count)>();
        foreach (var status in Enum.GetValues<Status>())
        {
            counts.Add((status, await store.CountAsync(new(status), AtMost, cancellationToken)));
        }

        var workers = await store.SessionsAsync(cancellationToken);
        if (answers.WantsJson())
        {
            Desk.Screen.Json(json => Write(json, counts, workers));
            return ExitCode.Well;
        }

        var sheet = new Sheet("STATUS", "TASKS");
        counts.ForEach(one => sheet.Add(one.Status.ToString(), Words.UpTo(one.Count, AtMost)));
        Desk.Screen.Show(sheet);
        Desk.Screen.Line("");
        Show(workers);
        return ExitCode.Well;
    }

    private void Show(SessionsAnswer workers)
    {
        if (workers.Sessions.Count == 0)
        {
            Desk.Screen.Line("There are no workers.");
            return;
        }

        var sheet = new Sheet("WORKER", "STATE", "QUEUES", "RUNNING", "STUCK", "HOST", "PID", "VERSION", "SINCE", "LAST BEAT");
        foreach (var session in workers.Sessions)
        {
            sheet.Add(
                session.Id.Value,
                StateOf(session, workers),
                session.Profile.Serves.Value,
                $"{Words.Number(session.Load.Running)}/{Words.Number(session.Profile.Concurrency)}",
                Words.Number(session.Load.Stuck.Count),
                session.Profile.Host,
                Words.Number(session.Profile.ProcessId),
                session.Profile.Version,
                Desk.Screen.When(session.OpenedAt, workers.At),
                Desk.Screen.When(session.BeatenAt, workers.At)
            );
        }

        Desk.Screen.Show(sheet);
    }

    private static string StateOf(Session session, SessionsAnswer workers) => session.IsLiveAt(workers.At) ? "live" : "lost";

    private static void Write(Utf8JsonWriter json, List<(Status Status, long Count)> counts, SessionsAnswer workers)
    {
        json.WriteStartObject();
        TaskText.WriteMoment(json, "at", workers.At);
        json.WriteStartObject("tasks");
        counts.ForEach(one => json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(one.Status.ToString()), one.Count));
        json.WriteEndObject();
        json.WriteNumber("countedAtMost", AtMost);
        json.WriteStartArray("workers");
        foreach (var session in workers.Sessions)
        {
            Write(json, session, workers);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Session session, SessionsAnswer workers)
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id.Value);
        json.WriteString("state", StateOf(session, workers));
        json.WriteString("queues", session.Profile.Serves.Value);
        json.WriteNumber("running", session.Load.Running);
        json.WriteNumber("concurrency", session.Profile.Concurrency);
        json.WriteStartArray("stuck");
        foreach (var stuck in session.Load.Stuck)
        {
            json.WriteStringValue(stuck.Value);
        }

        json.WriteEndArray();
        json.WriteString("host", session.Profile.Host);
        json.WriteNumber("processId", session.Profile.ProcessId);
        json.WriteString("version", session.Profile.Version);
        TaskText.WriteMoment(json, "openedAt", session.OpenedAt);
        TaskText.WriteMoment(json, "beatenAt", session.BeatenAt);
        TaskText.WriteMoment(json, "endsAt", session.EndsAt);
        json.WriteNumber("heededPauses", session.Heeded);
        json.WriteEndObject();
    }
}
