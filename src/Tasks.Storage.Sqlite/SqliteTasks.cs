namespace Tasks;

/// <summary>Offers the SQLite store to the builder.</summary>
public static class SqliteTasks
{
    /// <summary>A backend whose tasks live in one SQLite file: durable, without a server, for several processes on one machine.</summary>
    /// <param name="tasks">The builder.</param>
    /// <param name="connectionString">Where the file is: <c>Data Source=tasks.db</c>.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its other options.</param>
    public static TasksBuilder AddSqlite(
        this TasksBuilder tasks,
        string connectionString,
        string alias = TasksBuilder.DefaultAlias,
        Action<SqliteBackendOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks.AddStore<SqliteBackendOptions>(
            new SqliteBackendKind(),
            alias,
            options =>
            {
                options.ConnectionString = connectionString;
                configure?.Invoke(options);
            }
        );
    }
}
