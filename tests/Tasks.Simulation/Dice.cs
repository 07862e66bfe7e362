namespace Tasks.Simulation;

/// <summary>Every chance of a simulation, drawn from its seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    public int Upto(int most) => random.Next(most + 1);

    public int Between(int least, int most) => random.Next(least, most + 1);

    public bool Chance(double probability) => probability > 0 && random.NextDouble() < probability;

    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMicroseconds(random.NextInt64(least * 1000L, most * 1000L + 1));

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * random.NextDouble());

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    public ulong Seed() => (ulong)random.NextInt64();
}
