using System.Text.RegularExpressions;

namespace Tasks.Architecture.Tests.References;

/// <summary>One row of the table of who may reference whom. Names are patterns in which <c>*</c> stands for anything.</summary>
internal sealed record ReferenceRule(string Project, string[] Projects, string[] Packages)
{
    public static IReadOnlyList<ReferenceRule> All { get; } =
    [
        new("Tasks.Domain", [], ["LanguageExt.Core"]),
        new("Tasks.Runtime", ["Tasks.Domain"], ["Microsoft.Extensions.*.Abstractions", "Microsoft.Extensions.Options"]),
        new("Tasks.Storage.InMemory", ["Tasks.Runtime", "Tasks.Domain"], []),
        new("Tasks.Storage.Sqlite", ["Tasks.Runtime", "Tasks.Domain"], ["Microsoft.Data.Sqlite*", "SQLitePCLRaw.*"]),
        new("Tasks.Storage.PostgreSql", ["Tasks.Runtime", "Tasks.Domain"], ["Npgsql"]),
        new("Tasks.Storage.Redis", ["Tasks.Runtime", "Tasks.Domain"], ["StackExchange.Redis"]),
        new(
            "Tasks.CSharp",
            ["Tasks.Runtime", "Tasks.Domain", "Tasks.CSharp.SourceGeneration"],
            ["Microsoft.Extensions.*", "System.CommandLine", "NCrontab.Signed", "Spectre.Console"]
        ),
        new("Tasks.CSharp.SourceGeneration", [], ["Microsoft.CodeAnalysis.*"]),
        new("Tasks.Dashboard", ["Tasks.CSharp", "Tasks.Runtime", "Tasks.Domain"], ["Microsoft.AspNetCore.*"]),
    ];

    /// <summary>Packages that come with another one that the row allows, or with the framework.</summary>
    private static readonly string[] Carried =
    [
        "System.*",
        "netstandard",
        "mscorlib",
        "Microsoft.CSharp",
        "Microsoft.Extensions.Primitives",
    ];

    public bool AllowsProject(string name) => Projects.Contains(name);

    public bool AllowsPackage(string name) => Matches(Packages, name);

    /// <summary>Whether the compiled assembly may refer to that one: a project or package of the row, LanguageExt, or the framework.</summary>
    public bool AllowsAssembly(string name) =>
        AllowsProject(name) || AllowsPackage(name) || name == "LanguageExt.Core" || Matches(Carried, name);

    private static bool Matches(string[] patterns, string name) =>
        patterns.Any(pattern => Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$"));
}
