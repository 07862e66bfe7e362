namespace Tasks.Storage.InMemory.Tests.Clocks;

/// <summary>A clock that now and then jumps up to two hours, forwards or back: the same jumps from the same seed.</summary>
internal sealed class JumpingClock(int seed) : TimeProvider
{
    private readonly Random random = new(seed);
    private DateTimeOffset now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now += random.Next(4) == 0 ? TimeSpan.FromMinutes(random.Next(-120, 121)) : TimeSpan.Zero;
}
