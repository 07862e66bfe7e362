using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>A task as it was read, with the key of its row.</summary>
/// <param name="Key">What writes name the row by.</param>
/// <param name="Task">The task.</param>
/// <param name="AreArgumentsElsewhere">Whether its arguments are too large for the row and still have to be read.</param>
internal readonly record struct StoredTask(long Key, TaskRecord Task, bool AreArgumentsElsewhere);
