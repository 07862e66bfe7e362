using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tasks;

/// <summary>What every backend can be told; each store adds its own.</summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public class TaskBackendOptions
{
    /// <summary>The size limit unless said otherwise: 1 MiB.</summary>
    public const int DefaultMaxBytes = 1024 * 1024;

    /// <summary>The queues the backend serves: <c>["default"]</c> unless set; empty for any name.</summary>
    public IList<string> Queues { get; set; } = ["default"];

    /// <summary>How to reach the store. Secrets in it reach no log, message or output.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// What the store's tables or keys begin with: <c>tasks_</c> for the alias <c>default</c> and <c>tasks_&lt;alias&gt;_</c> for others,
    /// unless set. Letters, digits and underscores, beginning with a letter or underscore, 40 characters at most.
    /// </summary>
    public string? Prefix { get; set; }

    /// <summary>The largest arguments, in bytes of UTF-8 JSON: 1 MiB unless set.</summary>
    public int MaxArgumentBytes { get; set; } = DefaultMaxBytes;

    /// <summary>The largest return value, in bytes of UTF-8 JSON: 1 MiB unless set.</summary>
    public int MaxResultBytes { get; set; } = DefaultMaxBytes;

    /// <summary>
    /// How long after their end successful and cancelled tasks are kept before workers delete them; unless set, for ever. Zero or more.
    /// </summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>The same for failed tasks; <see cref="Retention"/> unless set.</summary>
    public TimeSpan? FailedRetention { get; set; }

    /// <summary>How arguments and return values become JSON and are read back; the serialiser's defaults unless set.</summary>
    public JsonSerializerOptions? SerializerOptions { get; set; }

    /// <summary>
    /// Makes the ids of new tasks, 1 to 64 characters each; UUIDv7 in lower case with dashes unless set. Lists are in the order of ids, which
    /// is that of enqueueing only if each new id is larger, character by character, than those before.
    /// </summary>
    public Func<string>? NewId { get; set; }
}
