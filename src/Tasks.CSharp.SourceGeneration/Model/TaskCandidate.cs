namespace Tasks.SourceGeneration.Model;

/// <summary>What became of one method with <c>[Task]</c>: a model, unless a diagnostic says why not.</summary>
internal sealed record TaskCandidate(TaskModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<NameClaim> Names);
