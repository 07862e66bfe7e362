using Tasks;

namespace Quickstart;

/// <summary>Real work: prime numbers, counted by trial division, a range a task.</summary>
public static partial class Primes
{
    /// <summary>How many primes lie in a range.</summary>
    /// <param name="from">The first number looked at.</param>
    /// <param name="to">The first number not looked at.</param>
    [Task]
    public static int CountPrimes(int from, int to)
    {
        var count = 0;
        for (var number = Math.Max(2, from); number < to; number++)
        {
            if (IsPrime(number))
            {
                count++;
            }
        }

        return count;
    }

    private static bool IsPrime(int number)
    {
        for (var divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
