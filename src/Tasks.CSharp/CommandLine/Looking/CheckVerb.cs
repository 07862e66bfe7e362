using System.CommandLine;
using Microsoft.Extensions.Options;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;

namespace Tasks.CommandLine.Looking;

/// <summary>Looks whether all that is configured can be used, and keeps what is promised; for deployments.</summary>
internal sealed class CheckVerb : Verb
{
    public CheckVerb(Desk desk)
        : base(desk, "check", "Looks whether every backend is fit for use.", "check", "check --json") =>
        Notes = """
            Configured without a mistake, in reach, of the right schema, set up to keep what is promised; and every task that waits known by name to
            this app or to a live worker. Exit code 1 if not.
            """;

    /// <summary>What is configured wrongly is one of its findings.</summary>
    protected override void CheckConfiguration() { }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var findings = new List<BackendFinding>();
        try
        {
            Desk.CheckConfiguration();
            foreach (var alias in Desk.Plan.Aliases)
            {
                findings.Add(await BackendCheck.LookAsync(Desk, alias, cancellationToken));
            }
        }
        catch (OptionsValidationException wrong)
        {
            findings.Add(new("(configuration)", "", [.. wrong.Failures]));
        }

        if (answers.WantsJson())
        {
            WriteJson(findings);
        }
        else
        {
            Show(findings);
        }

        return findings.TrueForAll(finding => finding.IsWell) ? ExitCode.Well : ExitCode.Trouble;
    }

    private void Show(List<BackendFinding> findings)
    {
        var sheet = new Sheet("BACKEND", "KIND", "STATE", "PROBLEM");
        foreach (var finding in findings)
        {
            if (finding.IsWell)
            {
                sheet.Add(finding.Alias, finding.Kind, "ok", "");
            }

            foreach (var problem in finding.Problems)
            {
                sheet.Add(finding.Alias, finding.Kind, "problem", problem);
            }
        }

        Desk.Screen.Show(sheet);
    }

    private void WriteJson(List<BackendFinding> findings) =>
        Desk.Screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("isWell", findings.TrueForAll(finding => finding.IsWell));
            json.WriteStartArray("backends");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("backend", finding.Alias);
                json.WriteString("kind", finding.Kind);
                json.WriteStartArray("problems");
                foreach (var problem in finding.Problems)
                {
                    json.WriteStringValue(problem);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
