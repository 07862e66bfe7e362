namespace Tasks.SourceGeneration.Model;

/// <summary>How the object of an instance task is made: the services its constructor takes.</summary>
internal sealed record TargetModel(EquatableArray<ServiceModel> Services);
