namespace Tasks.Backends;

/// <summary>Services that hold nothing.</summary>
internal sealed class NoServices : IServiceProvider
{
    private NoServices() { }

    public static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
