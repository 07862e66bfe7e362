using Tasks.SourceGeneration.Model;
using Tasks.SourceGeneration.Parsing;

namespace Tasks.SourceGeneration.Emission;

/// <summary>The parameters of the generated verbs, and names that keep out of their way.</summary>
internal sealed class Signature(TaskModel task)
{
    /// <summary>The method's own parameters, without those that come from the run.</summary>
    public string Parameters => string.Join(", ", task.Arguments.Select(Declare));

    /// <summary>The same, and the token of the verb itself.</summary>
    public string ParametersAndToken =>
        string.Join(", ", task.Arguments.Select(Declare).Append($"global::System.Threading.CancellationToken {Token} = default"));

    public string Arguments => string.Join(", ", task.Arguments.Select(argument => argument.Name.Escaped()));

    public string Token => IsTaken("cancellationToken") ? Free("enqueueCancellationToken") : "cancellationToken";

    public string Run => Free("run");

    private string Free(string name)
    {
        while (IsTaken(name))
        {
            name += "_";
        }
        return name;
    }

    private bool IsTaken(string name) => task.Arguments.Any(argument => argument.Name == name);

    private static string Declare(ParameterModel parameter) =>
        $"{parameter.Type} {parameter.Name.Escaped()}" + (parameter.IsOptional ? $" = {parameter.Default}" : "");
}
