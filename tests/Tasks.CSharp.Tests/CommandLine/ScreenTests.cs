using Tasks.CommandLine.Telling;
using Tasks.CSharp.Tests.Hosting;

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
}
