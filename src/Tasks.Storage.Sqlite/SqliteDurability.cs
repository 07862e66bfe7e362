namespace Tasks;

/// <summary>What a commit of the SQLite store survives. Whatever is chosen, the file never becomes inconsistent.</summary>
public enum SqliteDurability
{
    /// <summary>
    /// Every commit is forced to the disk (<c>synchronous=FULL</c>) before it is acknowledged. Loses nothing, neither when processes are
    /// killed nor when the machine loses power. Commits are shared by everything that waits at the time, so that this costs little under load.
    /// </summary>
    Full,

    /// <summary>
    /// Commits are left to the operating system (<c>synchronous=NORMAL</c>). Loses nothing when processes are killed or crash; a power
    /// failure or a crash of the operating system can take back the last acknowledged commits (usually some seconds of them): tasks
    /// enqueued in them are gone, and outcomes recorded in them are forgotten, so that their tasks run again.
    /// </summary>
    Normal,
}
