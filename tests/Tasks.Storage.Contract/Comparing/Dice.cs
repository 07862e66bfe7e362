namespace Tasks.Storage.Contract.Comparing;

/// <summary>Chance from a seed: the same numbers on every machine.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A number between two, both included.</summary>
    public int From(int least, int most) => random.Next(least, most + 1);

    public bool Percent(int chance) => random.Next(100) < chance;

    public T Of<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>One or more of the first items, so that a sequence has few or many of a kind.</summary>
    public T[] First<T>(IReadOnlyList<T> items) => [.. items.Take(From(1, items.Count))];
}
