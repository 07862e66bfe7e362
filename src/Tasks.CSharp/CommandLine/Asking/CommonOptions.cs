using System.CommandLine;
using Tasks.Configuration;

namespace Tasks.CommandLine.Asking;

/// <summary>Options that most commands have.</summary>
internal static class CommonOptions
{
    public const string Backend = "--backend";

    private const string Json = "--json";

    /// <summary>Which alias; only one that is configured.</summary>
    public static RuledOption<string> BackendOf(Desk desk) =>
        new RuledOption<string>(
            Backend,
            "ALIAS",
            "The backend, by its alias in the configuration.",
            $"must be a configured backend: {ListOf(desk.Plan)}",
            text => (desk.Plan.Aliases.Contains(text), text)
        ).Or(TasksBuilder.DefaultAlias);

    public static string UnknownBackend(BackendPlan plan, string alias) => $"'{alias}' must be a configured backend: {ListOf(plan)}.";

    public static Option<bool> JsonOf() => new(Json) { Description = "Prints JSON, for scripts." };

    /// <summary>Also of commands that never ask, so that a script may say it to all that change something.</summary>
    public static Option<bool> YesOf() => new("--yes", "-y") { Description = "Does not ask." };

    public static bool WantsJson(this ParseResult answers) => answers.GetValue<bool>(Json);

    private static string ListOf(BackendPlan plan) => plan.Aliases.Count == 0 ? "there is none" : string.Join(", ", plan.Aliases);
}
