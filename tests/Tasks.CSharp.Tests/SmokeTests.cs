using Microsoft.Extensions.DependencyInjection;

namespace Tasks.CSharp.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_task_runs_at_once()
    {
        var services = new ServiceCollection();
        services.AddTasks(tasks => tasks.AddImmediate().AddInMemory("memory"));
        await using var provider = services.BuildServiceProvider();
        using var scope = TaskBackends.Use(provider);

        var result = await Maths.AddTask.EnqueueAsync(1, 2, TestContext.Current.CancellationToken);
        Assert.Equal(3, result.ReturnValue);
        var stored = await Maths.AddTask.Using(backend: "memory").EnqueueAsync(1, 2, TestContext.Current.CancellationToken);
        Assert.Equal(TaskResultStatus.Ready, stored.Status);
    }
}
