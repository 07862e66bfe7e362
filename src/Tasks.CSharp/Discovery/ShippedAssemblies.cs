using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tasks.Discovery;

/// <summary>
/// The assemblies that came with the app and can have tasks, loaded or not. A compiler writes down no reference that the code does not use,
/// so the entry assembly's own list is too short: a worker may name none of the tasks it runs. Looked at as files, because loading an
/// assembly to see what is in it would run or fail code that the app never asked for.
/// </summary>
internal static class ShippedAssemblies
{
    private static readonly string? Facade = typeof(ShippedAssemblies).Assembly.GetName().Name;

    /// <summary>Their names, of those whose name is a candidate.</summary>
    public static IEnumerable<AssemblyName> Find(Func<string, bool> isCandidate) =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => isCandidate(Path.GetFileNameWithoutExtension(file)) && RefersToFacade(file))
            .Select(file => new AssemblyName(Path.GetFileNameWithoutExtension(file)));

    private static bool RefersToFacade(string file)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(file));
            if (!image.HasMetadata)
            {
                return false;
            }

            var metadata = image.GetMetadataReader();
            return metadata
                .AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).Name)
                .Any(name => metadata.StringComparer.Equals(name, Facade ?? ""));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return false;
        }
    }
}
