namespace Tasks.SourceGeneration.Model;

/// <summary>Everything the emitter needs to know of one task.</summary>
internal sealed record TaskModel(
    ContainerModel Container,
    MethodModel Method,
    string PropertyName,
    string HandleName,
    DescriptionModel Description,
    EquatableArray<ParameterModel> Parameters,
    TargetModel? Target
)
{
    public IEnumerable<ParameterModel> Arguments => Parameters.Where(parameter => parameter.Role == ParameterRole.Argument);
}
