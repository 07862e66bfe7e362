using Tasks.Runtime.Building;

namespace Tasks.Configuration;

/// <summary>Every alias of a host, from code and configuration together, and every mistake in them.</summary>
internal sealed class BackendPlan
{
    private readonly Dictionary<string, PlannedBackend> backends = new(StringComparer.Ordinal);

    public BackendPlan(
        IServiceProvider services,
        IEnumerable<BackendRegistration> registrations,
        IEnumerable<BackendKindRegistration> kinds,
        IEnumerable<ConfiguredSection> sections
    )
    {
        var fromCode = registrations.Select(one => new PlannedBackend(one.Alias, "Tasks:" + one.Alias) { Registration = one });
        var present = sections
            .Select(section => section.FindIn(services))
            .OfType<Microsoft.Extensions.Configuration.IConfiguration>()
            .DistinctBy(ConfiguredSection.TextOf)
            .ToArray();
        var reader = new SectionReader(new BackendKinds(kinds));
        var all = fromCode.Concat(present.SelectMany(reader.Read)).ToArray();
        Mistakes =
        [
            .. present.Select(SectionReader.MistakeOf).OfType<string>(),
            .. Gather(all.Length == 0 && present.Length == 0 ? [ImplicitBackend()] : all),
        ];
    }

    private BackendPlan(PlannedBackend only) => Mistakes = Gather([only]);

    /// <summary>What holds where nothing was said: one alias, <c>default</c>, that runs tasks in the enqueue.</summary>
    public static BackendPlan Implicit => new(ImplicitBackend());

    public IReadOnlyList<string> Aliases => [.. backends.Keys];

    /// <summary>Everything that is wrong, each with its configuration path.</summary>
    public IReadOnlyList<string> Mistakes { get; }

    /// <exception cref="InvalidTaskBackendException">The alias is unknown, or cannot be used as it is configured.</exception>
    public BackendRegistration Find(string alias)
    {
        if (!backends.TryGetValue(alias, out var backend))
        {
            throw new InvalidTaskBackendException($"The connection '{alias}' doesn't exist.");
        }

        if (backend.NotFound is { } notFound)
        {
            throw new InvalidTaskBackendException(notFound);
        }

        return backend.Mistakes.Count == 0
            ? backend.Registration!
            : throw new InvalidTaskBackendException(
                $"The connection '{alias}' is configured wrongly. {string.Join(' ', backend.Mistakes)}"
            );
    }

    private static PlannedBackend ImplicitBackend()
    {
        const string alias = TasksBuilder.DefaultAlias;
        return new(alias, "Tasks:" + alias) { Registration = BackendRegistration.OfImmediate(alias, new()) };
    }

    private List<string> Gather(PlannedBackend[] all)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var backend in all)
        {
            if (!backends.TryAdd(backend.Alias, backend))
            {
                backends[backend.Alias]
                    .Mistakes.Add($"{backend.Path}: the alias '{backend.Alias}' is named twice; one alias is one backend.");
                continue;
            }

            OptionRules.Check(backend, places);
        }

        return [.. backends.Values.SelectMany(backend => backend.Mistakes)];
    }
}
