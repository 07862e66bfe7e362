namespace Tasks.Storage.Sqlite.Tests;

/// <summary>The machine's clock as a test sets it; it stands still unless told to move on with every look.</summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan StepPerLook { get; init; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now += StepPerLook;
        }
    }

    public void Jump(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }
}
