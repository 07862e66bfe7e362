namespace Tasks.TestServers.Network;

/// <summary>What the network does to whatever passes, until it changes.</summary>
internal sealed class NetworkWeather
{
    private readonly TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan Delay { get; init; }

    public bool LosesRequests { get; init; }

    public bool LosesReplies { get; init; }

    public bool IsCut { get; init; }

    /// <summary>Ends when the weather has changed.</summary>
    public Task Passed => passed.Task;

    public void Pass() => passed.TrySetResult();
}
