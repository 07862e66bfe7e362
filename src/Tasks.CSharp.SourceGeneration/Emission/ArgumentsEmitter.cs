using Tasks.SourceGeneration.Model;
using Tasks.SourceGeneration.Parsing;

namespace Tasks.SourceGeneration.Emission;

/// <summary>The arguments of one call as a record; its members are numbered, so that no parameter's name can meet them.</summary>
internal static class ArgumentsEmitter
{
    public const string Name = "Arguments";

    public static void Emit(SourceWriter writer, TaskModel task)
    {
        var arguments = task.Arguments.ToArray();
        var members = string.Join(", ", arguments.Select((argument, index) => $"{argument.Type} Argument{index}"));
        writer
            .Open($"private sealed record {Name}({members}) : global::Tasks.Generation.TaskArguments")
            .Open("public override void Write(global::Tasks.Generation.ArgumentWriter writer)")
            .Lines(arguments.Select((argument, index) => $"writer.Write<{argument.Type}>({Literals.Of(argument.Name)}, Argument{index});"))
            .Close()
            .Close();
    }
}
