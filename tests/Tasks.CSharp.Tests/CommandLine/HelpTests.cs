using System.CommandLine;
using Tasks.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>Help everywhere, with examples that are right.</summary>
[Trait("Spec", "CLI-1")]
public sealed class HelpTests
{
    private static readonly string[] Commands =
    [
        "worker",
        "list",
        "show",
        "explain",
        "stats",
        "queues",
        "cancel",
        "retry",
        "pause",
        "resume",
        "prune",
        "check",
        "schema",
    ];

    public static TheoryData<string> All => [.. Commands];

    [Fact]
    public async Task Every_command_is_there_and_named_by_the_help()
    {
        await using var shell = new Shell();
        var tree = TreeOf(shell);

        var said = await shell.RunAsync("--help");

        Assert.Equal(Commands.Order(), tree.Subcommands.Select(command => command.Name).Order());
        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.All(Commands, command => Assert.Contains($"  {command} ", said.Output, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_help_of_a_command_names_its_options_and_gives_examples(string command)
    {
        await using var shell = new Shell();
        var verb = VerbOf(shell, command);

        var said = await shell.RunAsync($"{command} --help");

        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.All(verb.Options, option => Assert.Contains(option.Name, said.Output, StringComparison.Ordinal));
        Assert.All(verb.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
        Assert.NotEmpty(verb.Examples);
        Assert.All(
            verb.Examples,
            example => Assert.Contains($"{RootCommand.ExecutableName} {example}", said.Output, StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(All))]
    public async Task Every_example_is_a_line_that_would_run(string command)
    {
        await using var shell = new Shell(tasks => tasks.AddInMemory().AddInMemory("mail"));

        Assert.All(
            VerbOf(shell, command).Examples,
            example => Assert.Empty(TreeOf(shell).Parse(example.Split(" > ")[0].Replace("'", "", StringComparison.Ordinal)).Errors)
        );
    }

    [Theory, MemberData(nameof(All))]
    public async Task Every_command_speaks_JSON(string command)
    {
        await using var shell = new Shell();

        Assert.Contains("--json", VerbOf(shell, command).Options.Select(option => option.Name));
    }

    private static RootCommand TreeOf(Shell shell) =>
        CommandTree.Of(new(shell.Services, new Screen(new(TextWriter.Null, TextWriter.Null, () => null))));

    private static Verb VerbOf(Shell shell, string command) =>
        TreeOf(shell).Subcommands.OfType<Verb>().Single(verb => verb.Name == command);
}
