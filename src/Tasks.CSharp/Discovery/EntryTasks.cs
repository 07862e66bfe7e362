using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tasks.Generation;

namespace Tasks.Discovery;

/// <summary>
/// The tasks of generated code. The generated module of an entry assembly registers those of all it references; for an entry assembly
/// without one, such as an F# program's, its references are looked through here.
/// </summary>
internal static class EntryTasks
{
    private static readonly string[] Frameworks = ["System", "Microsoft", "netstandard", "mscorlib", "FSharp", "LanguageExt"];

    public static IEnumerable<TaskHandle> Find()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            Visit(entry, []);
        }

        return TaskCatalog.Handles;
    }

    /// <summary>Lets the generated module of an assembly register its tasks; one that has done so does nothing.</summary>
    /// <returns>Whether it has one.</returns>
    public static bool Register(Assembly assembly)
    {
        var hasModule = assembly.IsDefined(typeof(TaskModuleAttribute), inherit: false);
        if (hasModule)
        {
            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        }

        return hasModule;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly that was trimmed away has no tasks to run.")]
    private static void Visit(Assembly assembly, HashSet<string> seen)
    {
        if (Register(assembly))
        {
            return;
        }

        foreach (var name in assembly.GetReferencedAssemblies().Where(name => IsCandidate(name) && seen.Add(name.FullName)))
        {
            if (TryLoad(name) is { } reference)
            {
                Visit(reference, seen);
            }
        }
    }

    private static bool IsCandidate(AssemblyName name) => !Frameworks.Contains(name.Name?.Split('.')[0]);

    [SuppressMessage("Design", "CA1031", Justification = "A reference that cannot be loaded was not needed, or fails where it is.")]
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
