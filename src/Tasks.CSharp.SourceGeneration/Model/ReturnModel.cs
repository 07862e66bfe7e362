namespace Tasks.SourceGeneration.Model;

/// <summary>What a task method returns.</summary>
/// <param name="Awaited">The awaitable around the result, if there is one.</param>
/// <param name="MayBeNoTask">Whether null may stand in place of the awaitable.</param>
/// <param name="ResultType">The type of the result; null if the task has none.</param>
internal sealed record ReturnModel(Awaitable Awaited, bool MayBeNoTask, string? ResultType);
