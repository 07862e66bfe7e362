using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Emission;

/// <summary>The type of a task's handle: the task's own parameters in front of the facade's generic verbs.</summary>
internal static class HandleEmitter
{
    private const string Options = "global::Tasks.Generation.CallOptions";

    public static void Emit(SourceWriter writer, TaskModel task)
    {
        var result = task.Method.Returns.ResultType;
        writer
            .Line($"/// <summary>The task of <see cref=\"{task.Method.DocumentationId}\"/>.</summary>")
            .Line(GeneratedFile.GeneratedCode)
            .Line(GeneratedFile.NotForDebugger);
        if (task.Method.IsObsolete)
        {
            writer.Line(GeneratedFile.Obsolete);
        }
        var baseType = result is null ? "global::Tasks.Generation.VoidTaskHandle" : $"global::Tasks.TaskHandle<{result}>";
        writer.Open($"{task.Method.Accessibility} sealed class {task.HandleName} : {baseType}");
        Constructors(writer, task);
        CallEmitter.Emit(writer, task);
        Copies(writer, task);
        RunEmitter.Emit(writer, task);
        ArgumentsEmitter.Emit(writer, task);
        writer.Close();
    }

    private static void Constructors(SourceWriter writer, TaskModel task)
    {
        var description = $"new global::Tasks.Generation.TaskDescription({Parsing.Literals.Of(task.Description.Name)})";
        writer.Line($"internal static readonly {task.HandleName} Instance = new {task.HandleName}();").Line();
        writer.Line($"private {task.HandleName}()");
        if (task.Description.Initialisers.Count == 0)
        {
            writer.Line($"    : base({description})");
        }
        else
        {
            writer
                .Line($"    : base({description}")
                .Line("    {")
                .Lines(task.Description.Initialisers.Select(initialiser => $"        {initialiser},"))
                .Line("    })");
        }
        writer.Line("{").Line("}").Line();
        writer
            .Line($"private {task.HandleName}({task.HandleName} original, {Options} options)")
            .Line("    : base(original, options)")
            .Line("{")
            .Line("}")
            .Line();
    }

    private static void Copies(SourceWriter writer, TaskModel task) =>
        writer
            .Line("/// <summary>A copy of this task with other options; what is not given stays as it is.</summary>")
            .Line(
                $"public {task.HandleName} Using(int? priority = null, string? queue = null, string? backend = null, "
                    + "global::System.DateTimeOffset? runAfter = null, global::System.TimeSpan? delay = null)"
            )
            .Body($"new {task.HandleName}(this, Options(priority, queue, backend, runAfter, delay))")
            .Line()
            .Line("/// <summary>A copy of this task whose enqueueing is part of the transaction.</summary>")
            .Line($"public {task.HandleName} In(global::System.Data.Common.DbTransaction transaction)")
            .Body($"new {task.HandleName}(this, Options(transaction))")
            .Line();
}
