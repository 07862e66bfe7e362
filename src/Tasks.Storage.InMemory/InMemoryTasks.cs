namespace Tasks;

/// <summary>Offers the in-memory store to the builder.</summary>
public static class InMemoryTasks
{
    /// <summary>
    /// A backend whose tasks live in this process and end with it: for tests, and for work that may be lost. Its clock is the
    /// <see cref="TimeProvider"/> of the services.
    /// </summary>
    /// <param name="tasks">The builder.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its options.</param>
    public static TasksBuilder AddInMemory(
        this TasksBuilder tasks,
        string alias = TasksBuilder.DefaultAlias,
        Action<TaskBackendOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks.AddStore(new InMemoryBackendKind(), alias, configure);
    }
}
