using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Tasks.Configuration;

/// <summary>Sets the options of a backend from configuration. Values are never quoted in what it complains of: one may be a secret.</summary>
internal sealed class OptionsReader(TaskBackendOptions options, PlannedBackend backend)
{
    private readonly Dictionary<string, PropertyInfo> known = options
        .GetType()
        .GetProperties()
        .Where(property => property.Name != nameof(TaskBackendOptions.Queues) && property.SetMethod is { IsPublic: true })
        .Where(property => RuleOf(property.PropertyType) is not null)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    public void Read(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 })
        {
            backend.Blame(section.Key, """must be a section of options, such as { "Name": "value" }, and not a text.""");
        }

        foreach (var child in section.GetChildren())
        {
            var path = $"{section.Key}:{child.Key}";
            if (!known.TryGetValue(child.Key, out var property))
            {
                backend.Blame(path, "unknown key." + NearMatch.Hint(child.Key, known.Keys));
            }
            else if (TryConvert(child, property.PropertyType, out var value))
            {
                property.SetValue(options, value);
            }
            else
            {
                backend.Blame(path, $"must be {RuleOf(property.PropertyType)}.");
            }
        }
    }

    private static string? RuleOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(bare))
            : bare == typeof(string) ? "a text"
            : bare == typeof(bool) ? "true or false"
            : bare == typeof(int) || bare == typeof(long) ? "a whole number"
            : bare == typeof(double) ? "a number"
            : bare == typeof(TimeSpan) ? "a duration such as 00:00:05"
            : bare == typeof(IList<string>) ? "a list"
            : null;
    }

    private static bool TryConvert(IConfigurationSection section, Type type, [NotNullWhen(true)] out object? value)
    {
        if (type == typeof(IList<string>))
        {
            value = section.GetChildren().Select(child => child.Value ?? "").ToList();
            return section.Value is null or "";
        }

        value = section.Value is { } text ? Convert(text, Nullable.GetUnderlyingType(type) ?? type) : null;
        return value is not null;
    }

    private static object? Convert(string text, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        return type.IsEnum
                ? (Enum.TryParse(type, text, ignoreCase: true, out var constant) && Enum.IsDefined(type, constant) ? constant : null)
            : type == typeof(string) ? text
            : type == typeof(bool) ? (bool.TryParse(text, out var truth) ? truth : null)
            : type == typeof(int) ? (int.TryParse(text, NumberStyles.Integer, invariant, out var number) ? number : null)
            : type == typeof(long) ? (long.TryParse(text, NumberStyles.Integer, invariant, out var large) ? large : null)
            : type == typeof(double) ? (double.TryParse(text, NumberStyles.Float, invariant, out var real) ? real : null)
            // A bare number would be read as days.
            : text.Contains(':') && TimeSpan.TryParse(text, invariant, out var duration) ? duration
            : null;
    }
}
