using Microsoft.Extensions.Configuration;

namespace Tasks.Configuration;

/// <summary>Reads aliases from a section: <c>alias → { "Backend": …, "Queues": […], "Options": {…} }</c>.</summary>
internal sealed class SectionReader(BackendKinds kinds)
{
    private const string Backend = "Backend";
    private const string Queues = "Queues";
    private const string Options = "Options";

    private static readonly string[] Keys = [Backend, Queues, Options];

    /// <summary>What is wrong with a section that holds no aliases but a text; null if nothing is.</summary>
    public static string? MistakeOf(IConfiguration section) =>
        section is IConfigurationSection { Value.Length: > 0 } text && !text.GetChildren().Any()
            ? text.Path + """: must be a section of aliases, such as { "default": { "Backend": "Sqlite" } }, and not a text."""
            : null;

    public IEnumerable<PlannedBackend> Read(IConfiguration section) => section.GetChildren().Select(Read);

    private PlannedBackend Read(IConfigurationSection alias)
    {
        var backend = new PlannedBackend(alias.Key, alias.Path);
        foreach (var unknown in alias.GetChildren().Where(child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            backend.Blame(unknown.Key, "unknown key." + NearMatch.Hint(unknown.Key, Keys));
        }

        if (string.IsNullOrWhiteSpace(alias[Backend]))
        {
            backend.Blame(Backend, $"must name a kind of backend: {string.Join(", ", kinds.Names)}.");
            return backend;
        }

        if (kinds.Find(alias[Backend]!, out var notFound) is not { } kind)
        {
            backend.Blame(Backend, notFound!);
            return backend with { NotFound = notFound };
        }

        var options = kind.CreateOptions?.Invoke() ?? new();
        ReadQueues(alias, options, backend);
        if (kind.CreateOptions is not null)
        {
            new OptionsReader(options, backend).Read(alias.GetSection(Options));
        }

        return backend with
        {
            Registration = kind.Register(backend.Alias, options),
        };
    }

    private static void ReadQueues(IConfigurationSection alias, TaskBackendOptions options, PlannedBackend backend)
    {
        if (alias.GetChildren().FirstOrDefault(child => child.Key.Equals(Queues, StringComparison.OrdinalIgnoreCase)) is not { } queues)
        {
            return;
        }

        var names = queues.GetChildren().Select(queue => queue.Value ?? "").ToList();
        if (names.Count == 0 && queues.Value != "")
        {
            backend.Blame(Queues, "must be a list of queue names; leave it empty for any.");
            return;
        }

        options.Queues = names;
    }
}
