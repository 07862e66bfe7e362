using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Emission;

/// <summary>
/// The class that makes an assembly's tasks known. Its initialiser runs when the assembly is first used, which for one that
/// nothing touches is never; so each module also registers the modules of the assemblies it references.
/// </summary>
internal static class ModuleEmitter
{
    public static string Emit(ModuleModel module)
    {
        var writer = GeneratedFile.Begin(module.Experiments);
        writer
            .Line($"[assembly: global::Tasks.Generation.TaskModule(typeof(global::Tasks.Generated.{module.Name}))]")
            .Line()
            .Open("namespace Tasks.Generated")
            .Line(GeneratedFile.GeneratedCode)
            .Line(GeneratedFile.NotForDebugger)
            .Line(GeneratedFile.Hidden)
            .Open($"public static class {module.Name}")
            .Line("private static int isRegistered;")
            .Line()
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("internal static void Initialize()")
            .Body("Register()")
            .Line();
        Register(writer, module);
        Handles(writer, module);
        return writer.Close().Close().ToString();
    }

    private static void Register(SourceWriter writer, ModuleModel module)
    {
        var references = string.Concat(module.References.Select(reference => $", typeof({reference})"));
        writer
            .Open("public static void Register()")
            .Open("if (global::System.Threading.Interlocked.Exchange(ref isRegistered, 1) != 0)")
            .Line("return;")
            .Close()
            .Line($"global::Tasks.Generation.TaskCatalog.Add(typeof({module.Name}), static () => Handles(){references});")
            .Lines(module.References.Select(reference => $"{reference}.Register();"))
            .Close()
            .Line();
    }

    private static void Handles(SourceWriter writer, ModuleModel module)
    {
        if (module.Containers.Any(type => type.IsObsolete))
        {
            writer.Line(GeneratedFile.Obsolete);
        }
        writer
            .Open("private static global::Tasks.TaskHandle[] Handles()")
            .Line("var handles = new global::System.Collections.Generic.List<global::Tasks.TaskHandle>();")
            .Lines(module.Containers.Select(type => $"handles.AddRange({type.OutermostName}.{type.AccessorName}());"))
            .Line("return handles.ToArray();")
            .Close();
    }
}
