using System.Globalization;

namespace Tasks.Benchmarks;

/// <summary>What the benchmark is told on the command line.</summary>
/// <param name="Bench">Which.</param>
/// <param name="Store">The store's name, in small letters.</param>
/// <param name="Tasks">How many tasks; null for the benchmark's own number.</param>
/// <param name="Concurrency">Slots of the worker, or callers; null for the default of either.</param>
/// <param name="Connection">Where the store is; null for a file or a server of the benchmark's own.</param>
/// <param name="IsTuned">The best settings instead of the default ones.</param>
/// <param name="IsCalm">Latency of workers that have seen nothing for more than a minute.</param>
/// <param name="Rows">How many rows of each sort the grown table has, or how many are pruned; null for the benchmark's own number.</param>
/// <param name="ForSeconds">How long the benchmarks last that last for a time.</param>
internal sealed record Arguments(
    string Bench,
    string Store,
    int? Tasks = null,
    int? Concurrency = null,
    string? Connection = null,
    bool IsTuned = false,
    bool IsCalm = false,
    int? Rows = null,
    int ForSeconds = 60
)
{
    public const string InMemory = "inmemory";
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    private const int Most = 10_000_000;

    private const string Usage = """
        drain | enqueue | enqueue-many | latency | mixed | growth | long | idle | pinned | prune   --store inmemory | sqlite | postgresql
            [--tasks N] [--concurrency N] [--connection 'Data Source=FILE' | 'Host=...'] [--tuned]
            [--calm (latency, sqlite)] [--rows N (growth, prune)] [--seconds N (idle, pinned)]
        store-enqueue | store-exchange   --store sqlite [--tasks N] [--connection 'Data Source=FILE']
        micro [what BenchmarkDotNet takes]
        """;

    private static readonly string[] OfSqlite = ["store-enqueue", "store-exchange"];
    private static readonly string[] Benches =
    [
        "drain",
        "enqueue",
        "enqueue-many",
        "latency",
        "mixed",
        "growth",
        "long",
        "idle",
        "pinned",
        "prune",
        .. OfSqlite,
    ];
    private static readonly string[] Stores = [InMemory, Sqlite, PostgreSql];

    public bool IsSqlite => Store == Sqlite;

    public bool IsInMemory => Store == InMemory;

    private bool IsPossible =>
        Benches.Contains(Bench)
        && Stores.Contains(Store)
        && (Store == PostgreSql || Bench != "pinned")
        && !(IsInMemory && Bench is "idle" or "prune")
        && (IsSqlite || !OfSqlite.Contains(Bench));

    /// <summary>The arguments, or null, with the usage printed, where they are wrong.</summary>
    public static Arguments? Parse(string[] args)
    {
        try
        {
            var parsed = new Arguments(args.Length > 0 ? args[0] : "", "");
            for (var index = 1; index < args.Length; index++)
            {
                parsed = args[index] switch
                {
                    "--tuned" => parsed with { IsTuned = true },
                    "--calm" => parsed with { IsCalm = true },
                    "--store" => parsed with { Store = args[++index] },
                    "--tasks" => parsed with { Tasks = Number(args[++index]) },
                    "--concurrency" => parsed with { Concurrency = Number(args[++index]) },
                    "--seconds" => parsed with { ForSeconds = Number(args[++index]) },
                    "--rows" => parsed with { Rows = Number(args[++index]) },
                    "--connection" => parsed with { Connection = args[++index] },
                    var unknown => throw new FormatException($"'{unknown}' is not understood."),
                };
            }

            return parsed.IsPossible ? parsed : throw new FormatException("What, and on which store?");
        }
        catch (Exception mistake) when (mistake is FormatException or IndexOutOfRangeException or OverflowException)
        {
            Console.Error.WriteLine(mistake is FormatException ? mistake.Message : "A value is missing or too large.");
            Console.Error.WriteLine(Usage);
            return null;
        }
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most
            ? number
            : throw new FormatException($"'{text}' is no number from 1 to {Most}.");
}
