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

/// <summary>The user's method.</summary>
/// <param name="Name">As it is written in code, escaped where needed.</param>
/// <param name="DocumentationId">Where the documentation of the generated members comes from.</param>
/// <param name="Accessibility">The keywords that its property and handle share.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="Obsolete">The attribute in full, if it has one.</param>
internal sealed record MethodModel(
    string Name,
    string DocumentationId,
    string Accessibility,
    ReturnModel Returns,
    string? Obsolete
);

/// <summary>The stored name, and the initialisers of whatever differs from the defaults.</summary>
internal sealed record DescriptionModel(string Name, EquatableArray<string> Initialisers);
