using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Tasks.CSharp.Tests.Hosting;

public sealed class RunDueTasksTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "BE-7")]
    public async Task What_is_due_is_run_and_time_is_moved_without_waiting()
    {
        var time = new FakeTimeProvider();
        using var host = Host(tasks => tasks.AddInMemory(), time);
        using var scope = TaskBackends.Use(host.Services);
        var now = await Errands.DoubleTask.EnqueueAsync(1, Token);
        var tomorrow = await Errands.DoubleTask.Using(delay: TimeSpan.FromDays(1)).EnqueueAsync(2, Token);

        Assert.Equal(1, await host.RunDueTasksAsync(Token));
        Assert.Equal(2, (await now.RefreshAsync(Token)).ReturnValue);
        Assert.Equal(TaskResultStatus.Ready, (await tomorrow.RefreshAsync(Token)).Status);

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await host.RunDueTasksAsync(Token));
        tomorrow = await tomorrow.RefreshAsync(Token);
        Assert.Equal((4, TimeSpan.FromDays(1)), (tomorrow.ReturnValue, tomorrow.StartedAt - tomorrow.EnqueuedAt));
    }

    [Fact]
    [Trait("Spec", "BE-6")]
    public async Task What_a_task_enqueues_is_run_too_on_every_alias_and_in_every_queue()
    {
        using var host = Host(
            tasks => tasks.AddInMemory(configure: options => options.Queues = []).AddInMemory("other", options => options.Queues = []),
            TimeProvider.System
        );
        using var scope = TaskBackends.Use(host.Services);
        await Errands.PassOnTask.Using(queue: "odd").EnqueueAsync(3, Token);
        var other = await Errands.DoubleTask.Using(backend: "other").EnqueueAsync(5, Token);

        Assert.Equal(5, await host.RunDueTasksAsync(Token));

        Assert.Equal(10, (await other.RefreshAsync(Token)).ReturnValue);
        Assert.Equal(4, await TaskBackends.Default.CountAsync(new() { Status = TaskResultStatus.Successful }, Token));
        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => TaskBackends.Default.GetResultAsync(other.Id, Token));
    }

    private static IHost Host(Action<TasksBuilder> configure, TimeProvider time)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(configure).AddSingleton(time);
        return builder.Build();
    }
}
