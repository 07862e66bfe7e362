using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks;
using Worker;

// The settings lie beside the program, wherever it is started from.
var settings = new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory };

// snippet: command-line
var builder = Host.CreateApplicationBuilder(settings); // without args: they belong to the commands
builder.Services.AddTasks(); // the backends that appsettings.json and the environment name
builder.Services.AddHostedService<Visitors>(); // the app's own work: it runs where no command is given

using var host = builder.Build();
return await host.RunTasksCommandAsync(args);

// end-snippet
