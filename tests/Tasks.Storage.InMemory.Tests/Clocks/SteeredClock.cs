namespace Tasks.Storage.InMemory.Tests.Clocks;

/// <summary>A clock that stands still until it is moved, forwards or back.</summary>
internal sealed class SteeredClock : TimeProvider
{
    private DateTimeOffset now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Move(TimeSpan by) => now += by;
}
