namespace Tasks;

/// <summary>Offers the PostgreSQL store to the builder.</summary>
public static class PostgreSqlTasks
{
    /// <summary>A backend whose tasks live in a PostgreSQL database: durable, for any number of processes on any number of machines.</summary>
    /// <param name="tasks">The builder.</param>
    /// <param name="connectionString">
    /// Where the database is: <c>Host=…;Database=…;Username=…;Password=…</c>. Null for the <c>NpgsqlDataSource</c> among the services.
    /// </param>
    /// <param name="alias">Its alias.</param>
    /// <param name="configure">Sets its other options.</param>
    public static TasksBuilder AddPostgreSql(
        this TasksBuilder tasks,
        string? connectionString = null,
        string alias = TasksBuilder.DefaultAlias,
        Action<PostgreSqlBackendOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks.AddStore<PostgreSqlBackendOptions>(
            new PostgreSqlBackendKind(),
            alias,
            options =>
            {
                options.ConnectionString = connectionString;
                configure?.Invoke(options);
            }
        );
    }
}
