using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Tasks.Architecture.Tests.Documents;

/// <summary>What is logged is said in source-generated messages, and a page tells an operator what each means.</summary>
public sealed class LogLineTests
{
    private const string Page = "docs/observability.md";

    private static readonly IReadOnlyList<LoggerMessageAttribute> Lines =
    [
        .. Project
            .Libraries.SelectMany(project => project.Assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void Every_log_line_stands_in_the_page_about_them_with_its_level()
    {
        var page = Repository.Read(Page);

        Offenders.AssertNone(
            Lines
                .Select(line => $"| {line.Level} | `{line.Message}` |")
                .Where(row => !page.Contains(row, StringComparison.Ordinal))
                .Select(row => $"{Page} lacks the row {row}")
        );
    }

    [Theory, Trait("Spec", "OBS-2")]
    [InlineData(LogLevel.Debug, "Task id={TaskId} path={TaskName} enqueued backend={Backend}")]
    [InlineData(LogLevel.Information, "Task id={TaskId} path={TaskName} state=RUNNING")]
    [InlineData(LogLevel.Information, "Task id={TaskId} path={TaskName} state=SUCCESSFUL")]
    [InlineData(LogLevel.Error, "Task id={TaskId} path={TaskName} state=FAILED")]
    [InlineData(LogLevel.Information, "Starting worker worker_id={WorkerId} queues={Queues}")]
    [InlineData(LogLevel.Information, "No more tasks to run for worker_id={WorkerId} - exiting gracefully.")]
    [InlineData(LogLevel.Information, "Run maximum tasks ({Count}) on worker={WorkerId} - exiting gracefully.")]
    public void The_contract_says_these_lines_in_these_words(LogLevel level, string message) =>
        Assert.Single(Lines, line => line.Message == message && line.Level == level);
}
