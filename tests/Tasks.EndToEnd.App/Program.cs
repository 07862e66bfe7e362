using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks;
using Tasks.EndToEnd.App;

// An app of the tests' own, run as processes of their own: `enqueue STORE N`; `work STORE SECONDS HOSTSECONDS`, the lease time and the host's time to stop; `do STORE SECONDS …`, the
// command line after it. STORE is a connection string, of SQLite or of PostgreSQL.
var (role, store, number) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(new OrderBook(store));
builder.Services.AddTasks(tasks =>
{
    _ = store.StartsWith("Data Source=", StringComparison.Ordinal) ? tasks.AddSqlite(store) : tasks.AddPostgreSql(store);
    if (role != "enqueue")
    {
        tasks.AddWorker(worker => worker.LeaseTime = TimeSpan.FromSeconds(number));
    }
});
if (role == "work")
{
    builder.Services.Configure<HostOptions>(host =>
        host.ShutdownTimeout = TimeSpan.FromSeconds(int.Parse(args[3], CultureInfo.InvariantCulture))
    );
}

using var host = builder.Build();
if (role == "do")
{
    return await host.RunTasksCommandAsync(args[3..]);
}

if (role == "work")
{
    Traces.Listen();
    Console.WriteLine("working");
    await host.RunAsync();
    return 0;
}

await host.StartAsync();
foreach (var chunk in Enumerable.Range(0, number).Select(each => Sums.DoubleTask.With(each)).Chunk(500))
{
    await TaskBackends.Default.EnqueueManyAsync(chunk);
    Console.WriteLine($"enqueued {chunk.Length}");
}

await host.StopAsync();
return 0;
