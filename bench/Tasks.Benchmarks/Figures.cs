using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tasks.Benchmarks;

/// <summary>What one run found: the last line on stdout. What does not apply, or cannot be measured, is left out.</summary>
internal sealed record Figures
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Bench { get; init; }

    public required string Store { get; init; }

    public required int Tasks { get; init; }

    public required int Concurrency { get; init; }

    public bool Tuned { get; init; }

    public required double Seconds { get; init; }

    public double? TasksPerSecond { get; init; }

    public double? RawPerSecond { get; init; }

    public double? Efficiency { get; init; }

    public double? StatementsPerTask { get; init; }

    public double? LogBytesPerTask { get; init; }

    public double? StatementsPerSecond { get; init; }

    [JsonPropertyName("p50_ms")]
    public double? P50 { get; init; }

    [JsonPropertyName("p95_ms")]
    public double? P95 { get; init; }

    [JsonPropertyName("p99_ms")]
    public double? P99 { get; init; }

    public double? AllocatedBytesPerTask { get; init; }

    public long? LiveBytesFirst { get; init; }

    public long? LiveBytesLast { get; init; }

    /// <summary>Processor time of the whole process, in microseconds.</summary>
    public double? CpuUsPerTask { get; init; }

    public double? RawCpuUsPerTask { get; init; }

    /// <summary>The figures of a run that is held against a raw rate.</summary>
    public static Figures Of(Arguments arguments, int tasks, int concurrency, double seconds, double raw) =>
        new()
        {
            Bench = arguments.Bench,
            Store = arguments.Store,
            Tuned = arguments.IsTuned,
            Tasks = tasks,
            Concurrency = concurrency,
            Seconds = Math.Round(seconds, 3),
            TasksPerSecond = Math.Round(tasks / seconds),
            RawPerSecond = Math.Round(raw),
            Efficiency = Math.Round(tasks / seconds / raw, 4),
        };

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
