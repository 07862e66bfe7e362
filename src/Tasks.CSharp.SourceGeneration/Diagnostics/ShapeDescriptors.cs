using Microsoft.CodeAnalysis;

namespace Tasks.SourceGeneration.Diagnostics;

/// <summary>Types and methods that cannot carry a task.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor TypeIsNotPartial = new(
        "TASKS001",
        "A type with tasks must be partial",
        "Declare '{0}' as partial, so that the handle of task '{1}' can be generated into it",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks001",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor Generic = new(
        "TASKS002",
        "A task cannot be generic",
        "Move task '{0}' out of the generic {1} and give it concrete types: a stored task knows no type arguments",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks002",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ByReference = new(
        "TASKS003",
        "A task cannot use references",
        "Take or return {0} of task '{1}' by value: what is stored cannot be referred to",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks003",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor GeneratedNameIsTaken = new(
        "TASKS010",
        "A generated name is taken",
        "Rename '{0}' or the other member: the property '{1}' would exist twice in '{2}'",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks010",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor Unreachable = new(
        "TASKS011",
        "A task cannot be reached by generated code",
        "Make task '{0}' an ordinary method of a class or struct: {1}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks011",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        "TASKS016",
        "A task cannot be async void",
        "Let task '{0}' return Task or ValueTask: nobody can wait for async void",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks016",
        WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor CannotBeConstructed = new(
        "TASKS019",
        "The object of a task cannot be made",
        "Make task '{0}' static or give '{1}' one public constructor for services: {2}",
        "Tasks",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: null,
        helpLinkUri: "docs/diagnostics.md#tasks019",
        WellKnownDiagnosticTags.NotConfigurable
    );
}
