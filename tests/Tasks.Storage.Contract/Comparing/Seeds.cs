using System.Globalization;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>Which seeds a run compares: the first so many, or one alone.</summary>
public static class Seeds
{
    /// <summary>The variable that says how many.</summary>
    public const string CountVariable = "TASKS_CONTRACT_SEEDS";

    /// <summary>The variable that names a single one.</summary>
    public const string OneVariable = "TASKS_CONTRACT_SEED";

    public static IEnumerable<int> ToCompare(int unlessSaid) =>
        Number(OneVariable) is { } seed ? [seed] : Enumerable.Range(1, Number(CountVariable) ?? unlessSaid);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
