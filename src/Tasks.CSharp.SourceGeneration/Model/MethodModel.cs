namespace Tasks.SourceGeneration.Model;

/// <summary>The user's method.</summary>
/// <param name="Name">As it is written in code, escaped where needed.</param>
/// <param name="DocumentationId">Where the documentation of the generated members comes from.</param>
/// <param name="Accessibility">The keywords that its property and handle share.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="Obsolete">The attribute in full, if it has one.</param>
internal sealed record MethodModel(string Name, string DocumentationId, string Accessibility, ReturnModel Returns, string? Obsolete);
