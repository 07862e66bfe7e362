namespace Tasks.SourceGeneration.Model;

/// <summary>What is passed for a parameter.</summary>
internal enum ParameterRole
{
    Argument,
    Context,
    Cancellation,
}
