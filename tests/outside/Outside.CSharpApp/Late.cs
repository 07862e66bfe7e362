using Tasks;

namespace Outside.CSharpApp;

/// <summary>A process that works on what another one has enqueued, and names none of its tasks.</summary>
internal static class Late
{
    public static async Task<int> WorkAsync(string file, string id)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTasks(tasks => tasks.AddSqlite($"Data Source={file}").AddWorker());
        using var host = builder.Build();
        await host.StartAsync();

        var result = await TaskBackends.Default.GetResultAsync(id);
        result = await result.WaitAsync(TimeSpan.FromSeconds(20));
        Console.WriteLine($"{result.TaskName} gave {result.ReturnValue}");
        await host.StopAsync();
        return 0;
    }

    public static async Task<int> DoAsync(string file, string[] command)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTasks(tasks => tasks.AddSqlite($"Data Source={file}"));
        using var host = builder.Build();
        return await host.RunTasksCommandAsync(command);
    }
}
