using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quickstart;
using Tasks;

if (Arguments.Parse(args) is not { } arguments)
{
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Critical);
builder.Services.AddSingleton<IPhrasebook, Phrasebook>();

// snippet: worker
builder.Services.AddTasks(tasks =>
    arguments
        .AddStore(tasks)
        .AddWorker(worker =>
        {
            worker.Concurrency = 8;
            worker.LeaseTime = TimeSpan.FromSeconds(5);
        })
);

// end-snippet

var isRight = false;
using (var host = builder.Build())
{
    await host.StartAsync();
    isRight = await Day.RunAsync(arguments);
    await host.StopAsync();
}

arguments.CleanUp();
return isRight ? 0 : 1;
