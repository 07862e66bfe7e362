using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Emission;

/// <summary>The generated part of a type with tasks.</summary>
internal static class TypeEmitter
{
    private const string Handles = "global::Tasks.TaskHandle[]";

    public static string Emit(TypeModel type)
    {
        var writer = GeneratedFile.Begin(type.Experiments);
        writer.OpenContainers(type.Container, depth => Accessor(writer, type, depth));
        foreach (var task in type.Tasks)
        {
            writer.Line();
            Property(writer, task);
            writer.Line();
            HandleEmitter.Emit(writer, task);
        }
        writer.CloseContainers(type.Container);
        return writer.ToString();
    }

    // A private type is seen by the type around it alone, so each hands the tasks out by one step.
    private static void Accessor(SourceWriter writer, TypeModel type, int depth)
    {
        var parts = type.Container.Parts;
        var isInnermost = depth == parts.Count - 1;
        var tasks = string.Join(", ", type.Tasks.Select(task => task.HandleName + ".Instance"));
        writer
            .Line(GeneratedFile.GeneratedCode)
            .Line(GeneratedFile.NotForDebugger)
            .Line(GeneratedFile.Hidden)
            .Lines(type.Container.IsObsolete ? [GeneratedFile.Obsolete] : [])
            .Line($"internal static {Handles} {type.Container.AccessorName}()")
            .Body(isInnermost ? $"new {Handles} {{ {tasks} }}" : $"{parts[depth + 1].Name}.{type.Container.AccessorName}()");
        if (!isInnermost)
        {
            writer.Line();
        }
    }

    private static void Property(SourceWriter writer, TaskModel task)
    {
        writer
            .Line($"/// <inheritdoc cref=\"{task.Method.DocumentationId}\"/>")
            .Line(GeneratedFile.GeneratedCode)
            .Lines(task.Method.Attributes.Select(attribute => $"[{attribute}]"))
            .Line($"{task.Method.Accessibility} static {task.HandleName} {task.PropertyName}")
            .Body(task.HandleName + ".Instance");
    }
}
