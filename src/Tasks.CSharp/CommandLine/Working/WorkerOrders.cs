using Microsoft.Extensions.Logging;

namespace Tasks.CommandLine.Working;

/// <summary>What the command line told a worker.</summary>
/// <param name="Options">What any worker can be told.</param>
/// <param name="StopsWhenIdle">Whether it ends once nothing is due and nothing of its own runs.</param>
/// <param name="HasStartupDelay">Whether it waits a random part of a second first, so that workers that start together come apart.</param>
/// <param name="LogLevel">The least level of its log; null leaves it to the app.</param>
/// <param name="AsJson">Whether it tells what it does in JSON.</param>
internal sealed record WorkerOrders(WorkerOptions Options, bool StopsWhenIdle, bool HasStartupDelay, LogLevel? LogLevel, bool AsJson);
