using Tasks.CommandLine.Working;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>What a worker makes of signals, and of tokens that its program cancels because of the same signals.</summary>
[Trait("Spec", "CLI-2")]
public sealed class SignalsTests
{
    private readonly List<(string? Name, bool IsSecond)> told = [];

    [Fact]
    public void The_first_signal_asks_the_second_forces_and_the_third_is_not_heeded()
    {
        using var signals = new Signals((name, isSecond) => told.Add((name, isSecond)));

        Assert.True(signals.Raise("SIGINT"));
        Assert.True(IsSet(signals.Once));
        Assert.False(signals.Twice.IsCancellationRequested);
        Assert.True(signals.Raise("SIGTERM"));
        Assert.True(IsSet(signals.Twice));
        Assert.False(signals.Raise("SIGTERM"));
        Assert.Equal([("SIGINT", false), ("SIGTERM", true)], told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signal_whose_handler_cancels_a_token_counts_once(bool tokenFirst)
    {
        using var signals = new Signals((name, isSecond) => told.Add((name, isSecond)));

        if (tokenFirst)
        {
            signals.Ask();
        }

        signals.Raise("SIGINT");
        signals.Ask();

        Assert.True(IsSet(signals.Once));
        Assert.False(signals.Twice.IsCancellationRequested);
        Assert.Single(told);
        signals.Raise("SIGINT");
        Assert.True(IsSet(signals.Twice));
    }

    [Fact]
    public void Tokens_alone_never_force()
    {
        using var signals = new Signals((name, isSecond) => told.Add((name, isSecond)));

        signals.Ask();
        signals.Ask();

        Assert.Equal([((string?)null, false)], told);
        Assert.False(signals.Twice.IsCancellationRequested);
    }

    private static bool IsSet(CancellationToken token) => token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
}
