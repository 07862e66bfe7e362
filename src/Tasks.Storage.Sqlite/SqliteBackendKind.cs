using System.ComponentModel;
using System.Globalization;
using Tasks.Runtime.Stores;
using Tasks.Storage.Sqlite;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks;

/// <summary>The durable backend that lives in one SQLite file: no server, several processes on one machine.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class SqliteBackendKind : TaskBackendKind
{
    /// <inheritdoc/>
    public override string Name => "Sqlite";

    /// <inheritdoc/>
    public override TaskBackendOptions CreateOptions() => new SqliteBackendOptions();

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

        if (options is not SqliteBackendOptions own)
        {
            mistakes.Add($"Options: must be {nameof(SqliteBackendOptions)}; take those that CreateOptions gives.");
            return mistakes;
        }

        if (!Enum.IsDefined(own.Durability))
        {
            mistakes.Add($"{nameof(own.Durability)}: must be {nameof(SqliteDurability.Full)} or {nameof(SqliteDurability.Normal)}.");
        }

        if (own.BusyTimeout <= TimeSpan.Zero || own.BusyTimeout > Longest)
        {
            var hours = Longest.TotalHours.ToString(CultureInfo.InvariantCulture);
            mistakes.Add($"{nameof(own.BusyTimeout)}: must be more than zero and at most {hours} hours.");
        }

        return mistakes;
    }

    /// <inheritdoc/>
    public override string? PlaceOf(TaskBackendOptions options) =>
        // SQLite takes names of tables that differ in case only for the same.
        $"{DatabasePlace.Of(options.ConnectionString).Path}#{options.Prefix?.ToLowerInvariant()}";

    /// <inheritdoc/>
    public override ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options) =>
        new SqliteStore((SqliteBackendOptions)options, TimeProvider.System);

    /// <inheritdoc/>
    public override string SchemaOf(TaskBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SqliteSchema.Script(options.Prefix ?? "tasks_");
    }

    private static TimeSpan Longest => TimeSpan.FromHours(1);
}
