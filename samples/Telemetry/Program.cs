using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tasks;
using Telemetry;

// An order is taken, packed and shipped, each by a task that enqueues the next; the console shows one trace, and what was measured.
var builder = Host.CreateApplicationBuilder();
builder.Services.AddTasks(tasks => tasks.AddInMemory().AddWorker());

// snippet: telemetry
builder
    .Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource(TaskTelemetry.Name, "Shop").AddConsoleExporter())
    .WithMetrics(metrics => metrics.AddMeter(TaskTelemetry.Name).AddConsoleExporter());

// end-snippet
using var host = builder.Build();
await host.StartAsync();

using var shop = new ActivitySource("Shop");
using (var request = shop.StartActivity("POST /orders"))
{
    await Orders.TakeTask.EnqueueAsync(7);
    await Orders.Shipped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    Console.WriteLine($"order 7 was shipped; its trace is {request?.TraceId}");
}

await host.StopAsync();
