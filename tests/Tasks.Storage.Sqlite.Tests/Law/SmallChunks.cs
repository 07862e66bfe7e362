namespace Tasks.Storage.Sqlite.Tests.Law;

/// <summary>A file whose store records outcomes two at a time: so few operations as a comparison draws seldom fill an ordinary chunk.</summary>
public sealed class SmallChunks : SqlitePlace
{
    protected override int Chunk => 2;
}
