using Microsoft.CodeAnalysis;

namespace Tasks.SourceGeneration.Diagnostics;

/// <summary>Options of <c>[Task]</c> that cannot be.</summary>
internal static class OptionDescriptors
{
    public static readonly DiagnosticDescriptor PriorityOutOfRange = new(
        "TASKS004",
        "A priority is out of range",
        "Choose a priority between -100 and 100 for task '{0}' instead of {1}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks004",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor InvalidQueueOrBackend = new(
        "TASKS005",
        "A queue or backend name is invalid",
        "Correct {0} of task '{1}': {2}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks005",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor InvalidOption = new(
        "TASKS006",
        "An option of a task is invalid",
        "Correct {0} of task '{1}': {2}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks006",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor NotAnException = new(
        "TASKS007",
        "A type of DoNotRetryOn is not an exception",
        "Remove '{0}' from DoNotRetryOn of task '{1}': it does not derive from System.Exception",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks007",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "TASKS009",
        "Two tasks share a name",
        "Give '{0}' a Name of its own: stored tasks named '{1}' belong to '{2}' already",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks009",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor InvalidName = new(
        "TASKS017",
        "The name of a task is invalid",
        "Correct {0} of task '{1}': a name has 1 to 200 characters, none a control character, and is not blank",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks017",
        WellKnownDiagnosticTags.NotConfigurable
    );
}
