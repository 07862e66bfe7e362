namespace Tasks;

/// <summary>The backends of one host, by alias. Each is made when it is first used. Inject it where no ambient host is wanted.</summary>
public interface ITaskBackends
{
    /// <summary>The backend of the alias <c>default</c>.</summary>
    /// <exception cref="InvalidTaskBackendException">There is none, or it cannot be made.</exception>
    ITaskBackend Default { get; }

    /// <summary>Every configured alias.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>The backend of an alias.</summary>
    /// <param name="alias">The alias; compared ordinally.</param>
    /// <exception cref="InvalidTaskBackendException">The alias is not configured, or its backend cannot be made.</exception>
    ITaskBackend Get(string alias);
}
