namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// The exchange that was written last, and alone, for as long as nobody has written since. Whoever writes, or meets an error, makes it
/// forgotten. For the writer's thread alone.
/// </summary>
internal sealed class Recollection
{
    private Exchange? last;

    public bool IsThere => last is not null;

    /// <summary>Notes what was committed in one transaction.</summary>
    public void Note(IReadOnlyList<Write> writes) => last = writes is [Exchange lone] ? lone : null;

    public void Forget() => last = null;

    /// <summary>Answers an exchange that waits alone and asks what was asked last.</summary>
    public bool Answer(Lanes lanes)
    {
        if (last is not { } earlier || !lanes.TryTakeLone(exchange => exchange.TryRepeat(earlier), out var repeated))
        {
            return false;
        }

        repeated.Complete();
        return true;
    }
}
