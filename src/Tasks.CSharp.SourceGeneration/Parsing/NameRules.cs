using Tasks.SourceGeneration.Diagnostics;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>Names under which tasks are stored.</summary>
internal static class NameRules
{
    private const int MaxLength = 200;

    public static void Check(TaskOptions options, DiagnosticBag diagnostics)
    {
        if (!IsValid(options.Name))
        {
            Report("Name");
        }
        if (!options.FormerNames.All(IsValid))
        {
            Report("FormerNames");
        }

        void Report(string option) =>
            diagnostics.Report(OptionDescriptors.InvalidName, options.LocationOf(option), option, options.Method.TaskInMessage());
    }

    private static bool IsValid(string name) => PlainText.IsName(name, MaxLength) && !string.IsNullOrWhiteSpace(name);
}
