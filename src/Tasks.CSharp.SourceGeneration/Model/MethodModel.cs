namespace Tasks.SourceGeneration.Model;

/// <summary>The user's method.</summary>
/// <param name="Name">As it is written in code, escaped where needed.</param>
/// <param name="DocumentationId">Where the documentation of the generated members comes from.</param>
/// <param name="Accessibility">The keywords that its property and handle share.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="IsObsolete">Whether it has the attribute.</param>
/// <param name="Attributes">Those that warn callers, in full: its property has them too.</param>
/// <param name="Experiments">The ids of the experimental features that generated code has to name.</param>
internal sealed record MethodModel(
    string Name,
    string DocumentationId,
    string Accessibility,
    ReturnModel Returns,
    bool IsObsolete,
    EquatableArray<string> Attributes,
    EquatableArray<string> Experiments
);
