namespace Tasks.SourceGeneration.Model;

/// <summary>A parameter of a task method.</summary>
/// <param name="Name">Unescaped: the name of the stored argument.</param>
/// <param name="Type">As it is written in generated code.</param>
/// <param name="Role">What is passed for it.</param>
/// <param name="Default">The literal of its default, if it has one.</param>
/// <param name="IsOptional">Whether callers may leave it out; false with a default when a required one follows.</param>
internal sealed record ParameterModel(string Name, string Type, ParameterRole Role, string? Default, bool IsOptional);
