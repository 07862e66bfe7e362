namespace Tasks.Storage.Sqlite.Watching;

/// <summary>
/// How often to look whether another process has written. A look is 2 to 4 µs and reads no row: every 4 ms for a minute after the last
/// activity, then every 50 ms.
/// </summary>
internal sealed class LookPace(TimeProvider time)
{
    public static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(4);
    public static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan BriskFor = TimeSpan.FromMinutes(1);

    private long lastActivity = time.GetTimestamp();

    /// <summary>How long to wait before the next look.</summary>
    public TimeSpan Next => time.GetElapsedTime(lastActivity) < BriskFor ? Brisk : Calm;

    public void NoteActivity() => lastActivity = time.GetTimestamp();
}
