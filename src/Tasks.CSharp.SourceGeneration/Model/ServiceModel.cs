namespace Tasks.SourceGeneration.Model;

/// <summary>One constructor parameter.</summary>
/// <param name="Type">Without a nullable mark.</param>
/// <param name="BareType">The type to test for: what is in a <see cref="Nullable{T}"/>, else the type.</param>
/// <param name="IsProvider">Whether it is the <see cref="IServiceProvider"/> itself.</param>
/// <param name="Key">The literal of its key, if it is a keyed service.</param>
/// <param name="Default">The literal of its default, if it is optional.</param>
internal sealed record ServiceModel(string Type, string BareType, bool IsProvider, string? Key, string? Default);
