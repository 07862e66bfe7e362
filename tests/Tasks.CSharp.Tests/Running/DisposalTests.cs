using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tasks.CSharp.Tests.Observing;

namespace Tasks.CSharp.Tests.Running;

/// <summary>What a run leaves behind is disposed, and never changes how the run ended.</summary>
public sealed class DisposalTests
{
    [Theory]
    [InlineData("now")]
    [InlineData("default")]
    public async Task A_disposal_that_throws_does_not_hide_why_the_method_failed(string alias)
    {
        using var log = new Log();
        await using var app = Build(log);

        var result = await RunAsync(app, Fragile.BreakTask.Using(backend: alias).With());

        Assert.Equal((TaskResultStatus.Failed, "the method's own"), (result.Status, Assert.Single(result.Errors).Message));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("default")]
    public async Task A_disposal_that_throws_after_success_is_logged_and_the_work_stays_done(string alias)
    {
        using var log = new Log();
        await using var app = Build(log);

        var result = await RunAsync(app, Fragile.TouchTask.Using(backend: alias).With());

        Assert.Equal(TaskResultStatus.Successful, result.Status);
        var line = Assert.Single(log.Lines, line => line.Level == LogLevel.Warning);
        Assert.Equal($"Task path={Fragile.TouchTask.Name}: what its run owned could not be disposed; its outcome stays", line.Text);
        Assert.Equal("left a crack", line.Exception?.Message);
    }

    [Fact]
    public async Task The_scope_is_disposed_whatever_the_instance_does()
    {
        using var log = new Log();
        await using var app = Build(log);

        await RunAsync(app, Fragile.TouchTask.With());
        await Fragile.TouchTask.CallAsync(App.Token);

        Assert.Equal([true, true], app.Services.GetRequiredService<List<Shard>>().Select(shard => shard.IsDisposed));
    }

    private static App Build(Log log) =>
        new(
            tasks => tasks.AddInMemory().AddImmediate("now"),
            services => services.AddLogging(logging => logging.AddProvider(log)).AddSingleton(new List<Shard>()).AddScoped<Shard>()
        );

    private static async Task<TaskResult> RunAsync(App app, TaskCall call)
    {
        var result = await app.Backends.Get(call.Backend).EnqueueAsync(call, App.Token);
        if (result.IsFinished)
        {
            return result;
        }

        await app.RunDueAsync();
        return await result.RefreshAsync(App.Token);
    }
}

public sealed class Shard : IDisposable
{
    public Shard(List<Shard> all) => all.Add(this);

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

/// <summary>Breaks when it is put away.</summary>
public sealed partial class Fragile(Shard shard) : IDisposable
{
    [Task]
    public void Touch() => Assert.False(shard.IsDisposed);

    [Task]
    public void Break() => throw new InvalidOperationException("the method's own");

    public void Dispose() => throw new InvalidOperationException("left a crack");
}
