using Tasks.CommandLine;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>Wrong arguments: a message that names the option and its rule, exit code 2, nothing done.</summary>
[Trait("Spec", "CLI-1")]
public sealed class WrongUseTests
{
    private const string Seconds = "must be a finite number of seconds, zero or more.";
    private const string Names = "must be names of 1 to 64 characters without control characters, with commas between them";
    private const string Age = "must be an age such as 90s, 15m, 2h or 7d.";
    private const string Status = "must be ready, running, successful, failed or cancelled.";

    public static TheoryData<string, string> Wrong =>
        new()
        {
            { "worker --interval -1", $"--interval: '-1' {Seconds}" },
            { "worker --interval inf", $"--interval: 'inf' {Seconds}" },
            { "worker --interval Infinity", $"--interval: 'Infinity' {Seconds}" },
            { "worker --interval NaN", $"--interval: 'NaN' {Seconds}" },
            { "worker --interval soon", $"--interval: 'soon' {Seconds}" },
            { "worker --interval 1,5", $"--interval: '1,5' {Seconds}" },
            { "worker --interval", $"--interval: needs a value: it {Seconds}" },
            { "worker --interval 1 --interval 2", "--interval: is given more than once." },
            { "worker --queue-name a --queue-name b", "--queue-name: is given more than once." },
            { "worker --queue-name * --exclude-queues a --exclude-queues b", "--exclude-queues: is given more than once." },
            { "prune --queue-name a --queue-name b", "--queue-name: is given more than once." },
            { "worker --shutdown-timeout -0.5", $"--shutdown-timeout: '-0.5' {Seconds}" },
            { "worker --shutdown-timeout", $"--shutdown-timeout: needs a value: it {Seconds}" },
            { "worker --max-tasks 0", "--max-tasks: '0' must be a whole number, 1 or more." },
            { "worker --max-tasks 1.5", "--max-tasks: '1.5' must be a whole number, 1 or more." },
            { "worker --max-tasks", "--max-tasks: needs a value: it must be a whole number, 1 or more." },
            { "worker --concurrency 0", "--concurrency: '0' must be a whole number, 1 or more." },
            { "worker --concurrency", "--concurrency: needs a value: it must be a whole number, 1 or more." },
            { "worker --queue-name a,,b", $"--queue-name: 'a,,b' {Names}, or '*' for all queues." },
            { "worker --queue-name m*", $"--queue-name: 'm*' {Names}, or '*' for all queues." },
            { "worker --queue-name", $"--queue-name: needs a value: it {Names}, or '*' for all queues." },
            { "worker --queue-name * --exclude-queues *", $"--exclude-queues: '*' {Names}." },
            { "worker --exclude-queues slow", "--exclude-queues: can only be used with --queue-name '*'." },
            { "worker --queue-name a --exclude-queues slow", "--exclude-queues: can only be used with --queue-name '*'." },
            { "worker --backend other", "--backend: 'other' must be a configured backend: default, now." },
            { "worker --backend", "--backend: needs a value: it must be a configured backend: default, now." },
            { "worker --backend now", "--backend: the backend 'now' (Immediate) keeps no tasks in a store; name one that does." },
            { "worker --worker-id", "--worker-id: needs a value: it must be 1 to 64 characters without control characters." },
            { "worker --verbosity 4", "--verbosity: '4' must be 0, 1, 2 or 3." },
            { "worker -v=loud", "--verbosity: 'loud' must be 0, 1, 2 or 3." },
            { "worker -v", "--verbosity: needs a value: it must be 0, 1, 2 or 3." },
            { "worker --intervall 1", "--intervall: there is no such option. Did you mean '--interval'?" },
            { "worker now", "now: is one argument too many." },
            { "prune --min-age-days -1", "--min-age-days: '-1' must be a whole number, zero or more." },
            { "prune --failed-min-age-days 1.5", "--failed-min-age-days: '1.5' must be a whole number, zero or more." },
            { "prune --queue-name a,*b", $"--queue-name: 'a,*b' {Names}, or '*' for all queues." },
            { "list --status lost", $"--status: 'lost' {Status}" },
            { "list --status 3", $"--status: '3' {Status}" },
            { "list --limit 0", "--limit: '0' must be a whole number, 1 or more." },
            { "list --page 0", "--page: '0' must be a whole number, 1 or more." },
            { "list --newer-than 2", $"--newer-than: '2' {Age}" },
            { "list --older-than 1w", $"--older-than: '1w' {Age}" },
            { "list --older-than -1d", $"--older-than: '-1d' {Age}" },
            { "list --backend now", "--backend: the backend 'now' (Immediate) keeps no tasks in a store; name one that does." },
            { "show", "ID: is missing." },
            { "explain", "ID: is missing." },
            { "show a b", "b: is one argument too many." },
            { "cancel", "Give ids, or a filter such as --status or --task." },
            { "cancel --yes", "Give ids, or a filter such as --status or --task." },
            { "retry", "Give ids, or a filter such as --status or --task." },
            { "retry abc --status failed", "Give ids or a filter, not both." },
            { "pause", "QUEUE: is missing." },
            { "pause a,b", "QUEUE: queue 'a,b' must be 1 to 64 characters without comma, '*' or control characters." },
            { "pause mail --wait -1", $"--wait: '-1' {Seconds}" },
            { "resume", "QUEUE: is missing." },
            { "resume *", "QUEUE: queue '*' must be 1 to 64 characters without comma, '*' or control characters." },
            { "wroker", "wroker: there is no such command. Did you mean 'worker'?" },
            { "@file", "@file: there is no such command." },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_wrong_argument_is_answered_with_its_name_and_its_rule(string line, string message)
    {
        await using var shell = new Shell(tasks => tasks.AddInMemory().AddImmediate("now"));
        await Maths.AddTask.EnqueueAsync(1, 2, Shell.Token);

        var said = await shell.RunAsync(line);

        Assert.Equal(ExitCode.WrongUse, said.ExitCode);
        Assert.Contains(message, said.Errors.Split('\n'));
        Assert.Equal("", said.Output);
        Assert.Equal(1, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Ready }, Shell.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0007b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_workers_name_has_1_to_64_characters(string name)
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync(["worker", "--worker-id", name]);

        Assert.Equal(ExitCode.WrongUse, said.ExitCode);
        Assert.Contains("must be 1 to 64 characters without control characters.", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_option_is_named_at_once()
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync("worker --interval -1 --max-tasks 0");

        Assert.Contains("--interval: '-1'", said.Errors, StringComparison.Ordinal);
        Assert.Contains("--max-tasks: '0'", said.Errors, StringComparison.Ordinal);
        Assert.Contains("worker --help' says what there is.", said.Errors, StringComparison.Ordinal);
    }
}
