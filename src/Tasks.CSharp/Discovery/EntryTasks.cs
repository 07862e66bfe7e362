using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tasks.Generation;

namespace Tasks.Discovery;

/// <summary>
/// The tasks of generated code. The generated module of an entry assembly registers those of all it references; for an entry assembly
/// without one, such as an F# program's, what came with it and what it references is looked through here.
/// </summary>
internal static class EntryTasks
{
    private static readonly string[] Frameworks = ["System", "Microsoft", "netstandard", "mscorlib", "FSharp", "LanguageExt"];

    public static IEnumerable<TaskHandle> Find()
    {
        if (Assembly.GetEntryAssembly() is { } entry && !Register(entry))
        {
            Visit(ShippedAssemblies.Find(CanHaveTasks).Concat(Referenced(entry)), []);
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

    private static void Visit(IEnumerable<AssemblyName> names, HashSet<string?> seen)
    {
        foreach (var name in names.Where(name => seen.Add(name.Name)))
        {
            if (TryLoad(name) is { } assembly && !Register(assembly))
            {
                Visit(Referenced(assembly), seen);
            }
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly that was trimmed away has no tasks to run.")]
    private static IEnumerable<AssemblyName> Referenced(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Where(name => CanHaveTasks(name.Name));

    private static bool CanHaveTasks(string? name) => !Frameworks.Contains(name?.Split('.')[0]);

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
