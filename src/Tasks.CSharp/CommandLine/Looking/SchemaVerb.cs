using System.CommandLine;
using Tasks.CommandLine.Asking;

namespace Tasks.CommandLine.Looking;

/// <summary>Prints the SQL that makes what a store needs, for those who apply it by hand.</summary>
internal sealed class SchemaVerb : Verb
{
    private readonly RuledOption<string> backend;

    public SchemaVerb(Desk desk)
        : base(
            desk,
            "schema",
            "Prints the SQL that makes what the store needs. Applies nothing.",
            "schema > tasks.sql",
            "schema --backend mail"
        )
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
    }

    protected override Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var alias = answers.GetValue(backend)!;
        _ = Desk.StoreOf(alias);
        var registration = Desk.Plan.Find(alias);
        var sql = registration.Store?.SchemaOf(registration.Options);
        if (answers.WantsJson())
        {
            Desk.Screen.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("backend", alias);
                json.WriteString("kind", registration.Kind);
                json.WriteString("sql", sql);
                json.WriteEndObject();
            });
        }
        else if (sql is null)
        {
            Desk.Screen.Trouble($"The backend '{alias}' ({registration.Kind}) needs no schema.");
        }
        else
        {
            Desk.Screen.Line(sql);
        }

        return Task.FromResult(ExitCode.Well);
    }
}
