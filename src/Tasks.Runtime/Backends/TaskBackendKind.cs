using System.ComponentModel;
using Tasks.Runtime.Stores;

namespace Tasks;

/// <summary>One kind of durable backend, as its package offers it to the builder and to configuration.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class TaskBackendKind
{
    /// <summary>The name in configuration, such as <c>Sqlite</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Options with the kind's defaults; their public settable properties are the keys that configuration accepts.</summary>
    public abstract TaskBackendOptions CreateOptions();

    /// <summary>Every mistake in the options, each as <c>Option: what is wrong and what to do</c>; none if they are right.</summary>
    /// <param name="options">What <see cref="CreateOptions"/> gave, filled.</param>
    public virtual IEnumerable<string> FindMistakes(TaskBackendOptions options) => [];

    /// <summary>What two aliases must not share: the place and the prefix as one text, without secrets; null where they cannot clash.</summary>
    /// <param name="options">Checked options, the prefix set.</param>
    public virtual string? PlaceOf(TaskBackendOptions options) => null;

    /// <summary>The SQL that makes what the store needs, for those who apply it by hand; null where there is none.</summary>
    /// <param name="options">Checked options, the prefix set.</param>
    public virtual string? SchemaOf(TaskBackendOptions options) => null;

    /// <summary>Makes the store of an alias. Touches nothing yet.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="options">Checked options, the prefix set.</param>
    public abstract ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options);
}
