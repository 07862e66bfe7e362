using System.Diagnostics.CodeAnalysis;
using Tasks.Runtime.Building;

namespace Tasks.Configuration;

/// <summary>
/// The kinds of backend that configuration can name: those that were registered, and those of this library, which are found by names that
/// are constants here, so that nothing a configuration says ever names a type.
/// </summary>
internal sealed class BackendKinds(IEnumerable<BackendKindRegistration> registered)
{
    private static readonly string[] Own = ["Immediate", "Dummy", "InMemory", "Sqlite", "PostgreSql", "Redis"];

    private readonly BackendKindRegistration[] registered = [.. registered];

    public IEnumerable<string> Names => Own.Concat(registered.Select(kind => kind.Name));

    /// <summary>The kind of a name; or null, and why.</summary>
    public BackendKindRegistration? Find(string name, out string? notFound)
    {
        notFound = null;
        if (Array.Find(registered, kind => Same(kind.Name, name)) is { } own)
        {
            return own;
        }

        if (Array.Find(Own, kind => Same(kind, name)) is not { } known)
        {
            notFound = $"Could not find backend '{name}': there is no such kind.{NearMatch.Hint(name, Names)}";
            return null;
        }

        return known switch
        {
            "Immediate" => new(known, NewOptions, BackendRegistration.OfImmediate),
            "Dummy" => new(known, NewOptions, BackendRegistration.OfDummy),
            _ => FindStore(known, out notFound),
        };
    }

    private static BackendKindRegistration? FindStore(string name, out string? notFound)
    {
        var kind = name switch
        {
            "InMemory" => Create(Type.GetType("Tasks.InMemoryBackendKind, Tasks.Storage.InMemory")),
            "Sqlite" => Create(Type.GetType("Tasks.SqliteBackendKind, Tasks.Storage.Sqlite")),
            "PostgreSql" => Create(Type.GetType("Tasks.PostgreSqlBackendKind, Tasks.Storage.PostgreSql")),
            _ => Create(Type.GetType("Tasks.RedisBackendKind, Tasks.Storage.Redis")),
        };
        notFound = kind is null ? $"Could not find backend '{name}': add the package Tasks.Storage.{name}." : null;
        return kind is null ? null : new(name, kind.CreateOptions, (alias, options) => BackendRegistration.OfStore(alias, kind, options));
    }

    private static TaskBackendKind? Create(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type? type
    ) => type is null ? null : (TaskBackendKind)Activator.CreateInstance(type)!;

    private static TaskBackendOptions NewOptions() => new();

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
