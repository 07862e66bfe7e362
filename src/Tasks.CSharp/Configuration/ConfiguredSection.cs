using Microsoft.Extensions.Configuration;

namespace Tasks.Configuration;

/// <summary>A section whose children are aliases.</summary>
/// <param name="Section">The section; null for the section <c>Tasks</c> of the host's own configuration.</param>
internal sealed record ConfiguredSection(IConfiguration? Section)
{
    private const string Name = "Tasks";

    /// <summary>The section, if the configuration has it: an empty one is there, and means that there is no backend.</summary>
    public IConfiguration? FindIn(IServiceProvider services)
    {
        var found = Section ?? (IConfiguration?)services.GetService(typeof(IConfiguration));
        var section = found is IConfigurationRoot root ? root.GetSection(Name) : found;
        return section is not null && IsPresent(section) ? section : null;
    }

    /// <summary>All that a section says, by which one that was given twice is known.</summary>
    public static string TextOf(IConfiguration section) =>
        string.Join(
            '\0',
            section.AsEnumerable().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\0{pair.Value}")
        );

    private static bool IsPresent(IConfiguration section) =>
        section.GetChildren().Any()
        || section is ConfigurationSection leaf && leaf.TryGetValue(null, out _)
        || section is IConfigurationSection { Value: not null };
}
