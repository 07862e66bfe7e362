namespace Tasks.SourceGeneration.Model;

/// <summary>One type declaration to open: <c>partial <paramref name="Keyword"/> <paramref name="Name"/></c>.</summary>
internal sealed record ContainerPart(string Keyword, string Name);
