using Microsoft.Extensions.Hosting;

namespace Worker;

/// <summary>What the app does when it is not told to work: every second somebody wants a report.</summary>
internal sealed class Visitors : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var day = 1; await pace.WaitForNextTickAsync(stoppingToken); day++)
        {
            await Reports.WriteTask.Using(queue: "reports").EnqueueAsync(day, stoppingToken);
        }
    }
}
