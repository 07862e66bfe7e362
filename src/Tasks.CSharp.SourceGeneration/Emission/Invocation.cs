using Tasks.SourceGeneration.Model;
using Tasks.SourceGeneration.Parsing;

namespace Tasks.SourceGeneration.Emission;

/// <summary>The call of the user's method, written out: no reflection at run time.</summary>
internal static class Invocation
{
    /// <summary>With the arguments given to the verb.</summary>
    public static string WithGiven(TaskModel task, string run) => Write(task, run, argument => argument.Name.Escaped());

    /// <summary>With the arguments read back from their JSON.</summary>
    public static string WithStored(TaskModel task, string run) => Write(task, run, argument => Read(argument, run));

    private static string Write(TaskModel task, string run, Func<ParameterModel, string> argument)
    {
        var target = task.Target is null ? task.Container.FullName : $"{RunEmitter.TargetName}({run})";
        return $"{target}.{task.Method.Name}({string.Join(", ", task.Parameters.Select(Given))})"
            + (task.Method.Returns.MayBeNoTask ? "!" : "");

        string Given(ParameterModel parameter) =>
            parameter.Role switch
            {
                ParameterRole.Context => run + ".Context",
                ParameterRole.Cancellation => run + ".CancellationToken",
                _ => argument(parameter),
            };
    }

    private static string Read(ParameterModel parameter, string run) =>
        parameter.Default is { } fallback
            ? $"{run}.ReadOr<{parameter.Type}>({Literals.Of(parameter.Name)}, {fallback})"
            : $"{run}.Read<{parameter.Type}>({Literals.Of(parameter.Name)})";
}
