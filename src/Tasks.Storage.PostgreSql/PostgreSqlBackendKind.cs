using System.ComponentModel;
using System.Globalization;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks;

/// <summary>The durable backend that lives in a PostgreSQL database: for any number of processes and machines.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class PostgreSqlBackendKind : TaskBackendKind
{
    /// <inheritdoc/>
    public override string Name => "PostgreSql";

    private static TimeSpan Longest => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override TaskBackendOptions CreateOptions() => new PostgreSqlBackendOptions();

    /// <inheritdoc/>
    public override IEnumerable<string> FindMistakes(TaskBackendOptions options)
    {
        var mistakes = new List<string>();
        if (DatabasePlace.MistakeIn(options.ConnectionString) is { } mistake)
        {
            mistakes.Add($"{nameof(options.ConnectionString)}: {mistake}");
        }

        if (options.Prefix is { } prefix && !TableNames.IsPossible(prefix))
        {
            mistakes.Add($"{nameof(options.Prefix)}: {TableNames.Rule}");
        }

        if (options is not PostgreSqlBackendOptions own)
        {
            mistakes.Add($"Options: must be {nameof(PostgreSqlBackendOptions)}; take those that CreateOptions gives.");
            return mistakes;
        }

        if (own.Schema is null || !TableNames.IsPossible(own.Schema))
        {
            mistakes.Add($"{nameof(own.Schema)}: {TableNames.Rule}");
        }

        if (own.MaxConnections is < 1 or > PostgreSqlStore.MostConnections)
        {
            var most = PostgreSqlStore.MostConnections.ToString(CultureInfo.InvariantCulture);
            mistakes.Add($"{nameof(own.MaxConnections)}: must be 1 to {most}.");
        }

        if (own.CommandTimeout < TimeSpan.FromSeconds(1) || own.CommandTimeout > Longest)
        {
            var hours = Longest.TotalHours.ToString(CultureInfo.InvariantCulture);
            mistakes.Add($"{nameof(own.CommandTimeout)}: must be at least one second and at most {hours} hours.");
        }

        return mistakes;
    }

    /// <inheritdoc/>
    public override string? PlaceOf(TaskBackendOptions options) =>
        $"{DatabasePlace.NameOf(options.ConnectionString)}#{((PostgreSqlBackendOptions)options).Schema}.{options.Prefix}";

    /// <inheritdoc/>
    public override string SchemaOf(TaskBackendOptions options) =>
        PostgreSqlSchema.Script(((PostgreSqlBackendOptions)options).Schema, options.Prefix ?? "tasks_");

    /// <inheritdoc/>
    public override ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options) =>
        new PostgreSqlStore((PostgreSqlBackendOptions)options, DatabasePlace.Of(options, services));
}
