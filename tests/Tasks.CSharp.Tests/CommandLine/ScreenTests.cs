using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tasks.CommandLine;
using Tasks.CommandLine.Telling;
using Tasks.CommandLine.Working;
using Tasks.CSharp.Tests.Hosting;
using Tasks.CSharp.Tests.Observing;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>Drawn for a person, plain for a pipe.</summary>
public sealed class ScreenTests
{
    private const char Escape = '\u001b';

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_screen_gets_colours_and_ages_and_a_pipe_neither()
    {
        await using var shell = new Shell();
        var result = await Errands.DoubleTask.EnqueueAsync(1, Token);
        await shell.RunDueAsync();

        var plain = await shell.RunAsync("list");
        shell.IsScreen = true;
        var drawn = await shell.RunAsync("list");

        Assert.DoesNotContain(Escape, plain.Output);
        Assert.Contains($"{result.EnqueuedAt:yyyy-MM-dd'T'HH:mm}", plain.Output, StringComparison.Ordinal);
        Assert.Contains($"{Escape}[", drawn.Output, StringComparison.Ordinal);
        Assert.Contains(" ago", drawn.Output, StringComparison.Ordinal);
        Assert.Contains(result.Id, drawn.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tof", "two lines of")]
    [InlineData("\u001b[31mred", "\uFFFD[31mred")]
    [InlineData("bell\u0007", "bell\uFFFD")]
    public void What_is_stored_cannot_steer_a_terminal(string stored, string shown) => Assert.Equal(shown, Printable.OneLine(stored));

    [Fact]
    [Trait("Spec", "CLI-6")]
    public async Task A_worker_on_a_screen_shows_a_live_line_and_leaves_none_behind()
    {
        await using var shell = new Shell { IsScreen = true };
        var gate = Errands.NewGate();
        await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        using var stop = new CancellationTokenSource();
        var worker = shell.StoppableAsync("worker --no-startup-delay --worker-id w1", stop.Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        await stop.CancelAsync();
        Errands.Gates[gate].MayEnd.SetResult();
        var said = await worker;

        Assert.Contains("0 done, 0 failed, ", said.Output, StringComparison.Ordinal);
        Assert.Contains(" per second", said.Output, StringComparison.Ordinal);
        var last = said.Output.TrimEnd().Split($"\r{Escape}[K")[^1];
        Assert.Equal("Worker w1 has ended: 1 done, 0 failed, 0 to be retried, 0 cancelled.", last);
    }

    [Fact]
    [Trait("Spec", "CLI-6")]
    public async Task A_log_line_finds_an_empty_line_where_the_live_line_was_and_nothing_is_drawn_once_it_is_over()
    {
        using var output = new StringWriter();
        var clearing = new LineClearing();
        var terminal = new Terminal(output, TextWriter.Null, () => null);
        var line = new LiveLine(terminal, () => (3, 1, 2), TimeProvider.System);
        line.Start();
        clearing.Begin(line);
        var drawn = output.ToString();

        clearing.Log(LogLevel.Information, default, "state", null, (_, _) => "");
        var cleared = output.ToString();
        await line.DisposeAsync();
        var over = output.ToString();
        line.Clear();
        clearing.End();

        Assert.Equal($"\r{Escape}[K3 done, 1 failed, 2 running, 0.0 per second", drawn);
        Assert.EndsWith($"\r{Escape}[K", cleared, StringComparison.Ordinal);
        Assert.EndsWith($"\r{Escape}[K", over, StringComparison.Ordinal);
        Assert.Equal(over, output.ToString());
        Assert.False(clearing.IsEnabled(LogLevel.Critical));
    }

    [Fact]
    [Trait("Spec", "CLI-6")]
    public void The_live_line_hears_of_a_log_line_before_anybody_writes_it()
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(new Log()));
        services.AddTasks(tasks => tasks.AddInMemory()).AddTasks(tasks => tasks.AddInMemory("other"));

        using var provider = services.BuildServiceProvider();
        var heard = provider.GetServices<ILoggerProvider>().ToArray();

        Assert.IsType<LineClearing>(heard[0]);
        Assert.IsType<Log>(heard[1]);
        Assert.Equal(2, heard.Length);
    }

    [Fact]
    public async Task A_line_that_would_not_fit_the_screen_is_cut()
    {
        using var output = new StringWriter();
        var line = new LiveLine(new(output, TextWriter.Null, () => null) { Width = () => 11 }, () => (3, 1, 2), TimeProvider.System);
        line.Start();
        await line.DisposeAsync();

        Assert.StartsWith($"\r{Escape}[K3 done, 1 \r", output.ToString(), StringComparison.Ordinal);
    }
}
