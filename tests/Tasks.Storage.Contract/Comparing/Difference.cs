using System.Reflection;
using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>Where a store's answer first says something else than the model's, down to the member.</summary>
public sealed record Difference(string Where, string Expected, string Actual)
{
    public static Difference? Between(IReadOnlyList<Fact> expected, IReadOnlyList<Fact> actual)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var one = index < expected.Count ? expected[index] : new Fact("nothing more", null);
            var other = index < actual.Count ? actual[index] : new Fact("nothing more", null);
            if (one != other)
            {
                return one.Name == other.Name
                    ? Deepest(one.Name, one.Value, other.Value)
                    : new(one.Name, Show(one.Value), $"{other.Name} = {Show(other.Value)}");
            }
        }

        return null;
    }

    public override string ToString() => $"{Where}\n     expected {Expected}\n     got      {Actual}";

    private static Difference Deepest(string path, object? expected, object? actual)
    {
        path += expected is TaskRecord { Id: var id } ? $" ({id})" : "";
        if (expected is not null && actual is not null && expected.GetType() == actual.GetType() && !IsLeaf(expected))
        {
            foreach (var member in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var (one, other) = (member.GetValue(expected), member.GetValue(actual));
                if (!Equals(one, other))
                {
                    return Deepest($"{path}.{member.Name}", one, other);
                }
            }
        }

        return new(path, Show(expected), Show(actual));
    }

    private static bool IsLeaf(object value) =>
        value is System.Collections.IEnumerable or Enum
        || value.GetType().Namespace?.StartsWith("Tasks.Domain", StringComparison.Ordinal) != true
        || value.GetType().GetProperties().Any(member => member.GetIndexParameters().Length > 0)
        || value.GetType().Name is "JsonText" or "Instant";

    private static string Show(object? value) => value?.ToString() ?? "nothing";
}
