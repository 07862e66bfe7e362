namespace Quickstart;

/// <summary>Another way to the same answer.</summary>
public static class Sieve
{
    /// <summary>How many primes are smaller than a number.</summary>
    public static int CountPrimesBelow(int limit)
    {
        var isComposite = new bool[limit];
        var count = 0;
        for (var number = 2; number < limit; number++)
        {
            if (isComposite[number])
            {
                continue;
            }

            count++;
            for (var multiple = (long)number * number; multiple < limit; multiple += number)
            {
                isComposite[multiple] = true;
            }
        }

        return count;
    }
}
