namespace Tasks.SourceGeneration.Model;

/// <summary>What stands around a result.</summary>
internal enum Awaitable
{
    None,
    Task,
    ValueTask,
}
