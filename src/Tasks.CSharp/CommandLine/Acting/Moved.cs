using Tasks.CommandLine.Telling;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.CommandLine.Acting;

/// <summary>What became of the tasks that were to be moved.</summary>
internal sealed class Moved(Move move)
{
    /// <summary>How many refusals are told in full.</summary>
    private const int Told = 20;

    private readonly List<string> sentences = [];
    private long done;
    private long asked;

    public long Refused { get; private set; }

    public void Add(IReadOnlyList<MoveAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (answer.Refusal is { } refusal)
            {
                Refuse(refusal.Sentence);
            }
            else if (answer.Change?.Becomes.Status == Status.Running)
            {
                asked++;
            }
            else
            {
                done++;
            }
        }
    }

    public void Refuse(string sentence)
    {
        Refused++;
        if (sentences.Count < Told)
        {
            sentences.Add(sentence);
        }
    }

    public void Tell(Screen screen, bool asJson)
    {
        if (asJson)
        {
            WriteJson(screen);
            return;
        }

        screen.Line($"{move.Done} {Words.Tasks(done)}.");
        if (asked > 0)
        {
            screen.Line($"Asked {Words.Count(asked, "running task", "running tasks")} to end.");
        }

        foreach (var sentence in sentences)
        {
            screen.Trouble(sentence);
        }

        if (Refused > sentences.Count)
        {
            screen.Trouble($"And {Words.Number(Refused - sentences.Count)} more were refused.");
        }
    }

    private void WriteJson(Screen screen) =>
        screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber(move.Done == Move.Cancel.Done ? "cancelled" : "retried", done);
            json.WriteNumber("askedToEnd", asked);
            json.WriteNumber("refused", Refused);
            json.WriteStartArray("refusals");
            sentences.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        });
}
