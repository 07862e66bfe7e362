using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Diagnostics;

/// <summary>Gathers all that is wrong with one task, so that everything is said at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<DiagnosticInfo> diagnostics = [];

    public bool HasErrors => diagnostics.Any(diagnostic => diagnostic.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    public void Report(DiagnosticDescriptor descriptor, Location? location, params string[] arguments) =>
        diagnostics.Add(new(descriptor, LocationInfo.From(location), arguments.ToEquatableArray()));

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => diagnostics.ToEquatableArray();
}
