using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks.CommandLine;
using Tasks.Runtime.Backends;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>A host whose command line is used as a shell would, and which is ambient in the test.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private readonly IHost host;
    private readonly IDisposable scope;

    public Shell(Action<TasksBuilder>? configure = null, Action<IServiceCollection>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(configure ?? (tasks => tasks.AddInMemory(configure: options => options.Queues = [])));
        add?.Invoke(builder.Services);
        host = builder.Build();
        scope = TaskBackends.Use(host.Services);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IServiceProvider Services => host.Services;

    public ITaskBackend Backend => Services.GetRequiredService<ITaskBackends>().Default;

    public StoreBackend Store => (StoreBackend)Backend;

    /// <summary>What is typed where something is asked.</summary>
    public string? Answer { get; set; }

    /// <summary>Whether a person looks at the output.</summary>
    public bool IsScreen { get; set; }

    public int Width { get; set; } = 120;

    /// <summary>Runs a line; its words are parted by blanks.</summary>
    public Task<Said> RunAsync(string line) => RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public Task<Said> RunAsync(string[] arguments) => StoppableAsync(arguments, Token);

    /// <summary>Runs a line until it ends or is stopped.</summary>
    public Task<Said> StoppableAsync(string line, CancellationToken stop) => StoppableAsync(line.Split(' '), stop);

    private async Task<Said> StoppableAsync(string[] arguments, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var terminal = new Terminal(TextWriter.Synchronized(output), TextWriter.Synchronized(errors), () => Answer)
        {
            IsScreen = IsScreen,
            Width = () => Width,
        };
        var exitCode = await CommandRun.RunAsync(Services, arguments, terminal, stop);
        return new(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Runs the app itself.</summary>
    public Task<int> RunAppAsync() => host.RunTasksCommandAsync([], Token);

    /// <summary>Runs a line that answers in JSON.</summary>
    public async Task<JsonElement> AskAsync(string line)
    {
        var said = await RunAsync(line + " --json");
        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        return JsonDocument.Parse(said.Output).RootElement.Clone();
    }

    public Task<int> RunDueAsync() => host.RunDueTasksAsync(Token);

    public async ValueTask DisposeAsync()
    {
        // The scope was opened in the test's own flow; where it is closed does not matter to a flow that ends.
        scope.Dispose();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
