using Microsoft.CodeAnalysis;

namespace Tasks.SourceGeneration.Diagnostics;

/// <summary>Parameters and results that cannot travel.</summary>
internal static class ParameterDescriptors
{
    public static readonly DiagnosticDescriptor ContextIsNotFirst = new(
        "TASKS008",
        "TaskContext must be the first parameter, once",
        "Make the TaskContext of task '{0}' its first and only one",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks008",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ParameterIsNeverSerialisable = new(
        "TASKS012",
        "A parameter can never be serialised",
        "Replace parameter '{0}' of task '{1}': '{2}' cannot be stored as JSON; {3}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks012",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ResultIsNeverSerialisable = new(
        "TASKS013",
        "A result can never be serialised",
        "Return something else from task '{0}': '{1}' cannot be stored as JSON; {2}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks013",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ValueTuple = new(
        "TASKS014",
        "A value tuple does not survive JSON",
        "Use a record instead of '{0}' in {1} of task '{2}': JSON loses the members of a value tuple",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks014",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor RefStruct = new(
        "TASKS015",
        "A span or other ref struct cannot be stored",
        "Use an array or a string instead of '{0}' in {1} of task '{2}': a ref struct cannot outlive the call",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks015",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor SecondCancellationToken = new(
        "TASKS018",
        "A task has one CancellationToken",
        "Remove the parameter '{0}' of task '{1}': a run has only one CancellationToken",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks018",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ComesBackAsJsonElement = new(
        "TASKS020",
        "An object comes back as JsonElement",
        "Give {0} of task '{1}' a type of its own: '{2}' comes back from JSON as JsonElement",
        "Tasks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks020"
    );
}
