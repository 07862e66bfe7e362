using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks;
using Tasks.EndToEnd.App;

// An app of the tests' own, run as processes of their own: `enqueue FILE N` or `work FILE`.
var (role, file) = (args[0], args[1]);
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddTasks(tasks =>
{
    tasks.AddSqlite($"Data Source={file}");
    if (role == "work")
    {
        tasks.AddWorker(worker => worker.LeaseTime = TimeSpan.FromSeconds(2));
    }
});
using var host = builder.Build();
if (role == "work")
{
    Console.WriteLine("working");
    await host.RunAsync();
    return 0;
}

await host.StartAsync();
var count = int.Parse(args[2], CultureInfo.InvariantCulture);
foreach (var chunk in Enumerable.Range(0, count).Select(number => Sums.DoubleTask.With(number)).Chunk(500))
{
    await TaskBackends.Default.EnqueueManyAsync(chunk);
    Console.WriteLine($"enqueued {chunk.Length}");
}

await host.StopAsync();
return 0;
