namespace Tasks.EndToEnd.App;

/// <summary>Short work with a checkable answer.</summary>
public static partial class Sums
{
    /// <summary>Twice a number.</summary>
    [Task]
    public static int Double(int number) => 2 * number;

    /// <summary>Kills its process.</summary>
    [Task]
    public static void Poison() => Environment.FailFast("poison");
}
