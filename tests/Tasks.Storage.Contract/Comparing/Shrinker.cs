namespace Tasks.Storage.Contract.Comparing;

/// <summary>Makes a sequence that shows a difference shorter and plainer, as long as it still shows one.</summary>
internal static class Shrinker
{
    // A store on disk takes milliseconds for each try; what is not plain by then is short.
    private const int MostTries = 1500;

    public static async Task<Finding> ShrinkAsync(Finding finding, Func<IReadOnlyList<Operation>, Task<Difference?>> runAsync)
    {
        var tries = 0;
        bool isSmaller;
        do
        {
            isSmaller = false;
            foreach (var candidate in Candidates(finding.Operations))
            {
                if (tries++ < MostTries && await runAsync(candidate) is { } difference)
                {
                    finding = finding with { Operations = candidate, Difference = difference };
                    isSmaller = true;
                    break;
                }
            }
        } while (isSmaller);

        return finding;
    }

    /// <summary>First without halves, quarters, … and single operations; then with one operation made simpler.</summary>
    private static IEnumerable<IReadOnlyList<Operation>> Candidates(IReadOnlyList<Operation> operations)
    {
        for (var size = operations.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= operations.Count; start += size)
            {
                yield return [.. operations.Take(start), .. operations.Skip(start + size)];
            }
        }

        for (var index = 0; index < operations.Count; index++)
        {
            foreach (var simpler in Simpler(operations[index]))
            {
                yield return [.. operations.Take(index), simpler, .. operations.Skip(index + 1)];
            }
        }
    }

    private static IEnumerable<Operation> Simpler(Operation operation) =>
        operation.Through == 0 ? operation.Simpler() : operation.Simpler().Prepend(operation with { Through = 0 });
}
