namespace Tasks.SourceGeneration.Model;

/// <summary>The stored name, and the initialisers of whatever differs from the defaults.</summary>
internal sealed record DescriptionModel(string Name, EquatableArray<string> Initialisers);
