namespace Tasks.Storage.Sqlite.Tests.Law;

/// <summary>A file whose store takes two ready tasks for many, and walks all ids for a list of them.</summary>
public sealed class ManyReady : SqlitePlace
{
    public override int Seeds => 100;

    protected override long Few => 2;
}
