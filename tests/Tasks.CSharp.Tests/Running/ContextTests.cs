using Microsoft.Extensions.DependencyInjection;
using Tasks.Domain.Leasing;
using Tasks.Runtime.Backends;

namespace Tasks.CSharp.Tests.Running;

public sealed class ContextTests
{
    [Fact]
    public async Task A_context_tells_of_its_own_run()
    {
        await using var app = App.InMemory();
        var note = await Work.NoteTask.EnqueueAsync("x", false, App.Token);
        var who = await Maths.WhoAmITask.EnqueueAsync(App.Token);
        await app.RunDueAsync();

        Assert.Equal("Running 1", (await note.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal(who.Id, (await who.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal(["text", "save"], note.Arguments.Keys);
        Assert.True(Maths.WhoAmITask.TakesContext);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metadata_are_recorded_with_the_outcome_or_before(bool save)
    {
        await using var app = App.InMemory();
        var note = await Work.NoteTask.EnqueueAsync("half way", save, App.Token);
        await app.RunDueAsync();

        Assert.Equal("half way", (await note.RefreshAsync(App.Token)).Metadata["note"].GetString());
        Assert.Empty(note.Metadata);
    }

    [Fact]
    public async Task Metadata_of_a_failed_run_are_recorded_too()
    {
        await using var app = new App(tasks => tasks.AddInMemory().AddImmediate("now"));
        var stored = await Work.NoteAndFailTask.EnqueueAsync(App.Token);
        await app.RunDueAsync();
        var immediate = await Work.NoteAndFailTask.Using(backend: "now").EnqueueAsync(App.Token);

        foreach (var result in new[] { await stored.RefreshAsync(App.Token), immediate })
        {
            Assert.Equal((TaskResultStatus.Failed, "before the fall"), (result.Status, result.Metadata["note"].GetString()));
        }
    }

    [Fact]
    public async Task Metadata_that_cannot_be_stored_fail_the_run()
    {
        await using var app = App.Immediate();

        var result = await Work.NoteTask.EnqueueAsync("a\u0001b", false, App.Token);
        Assert.Equal("a\u0001b", result.Metadata["note"].GetString());
        var bad = TaskHandle.Create(
            "bad",
            (Work.Node _, TaskContext context) =>
            {
                context.Metadata["note"] = "\ud800";
                return 0;
            }
        );

        Assert.StartsWith(
            "The metadata of task 'bad' cannot be stored as JSON: ",
            Assert.Single((await bad.EnqueueAsync(new(), App.Token)).Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_run_that_lost_its_lease_cannot_save_metadata()
    {
        await using var app = new App(tasks => tasks.AddInMemory().AddTask(Overtaken));
        var result = await Overtaken.EnqueueAsync(new(), App.Token);
        await app.RunDueAsync();

        var ended = await result.RefreshAsync(App.Token);
        Assert.Empty(ended.Metadata);
    }

    [Fact]
    public async Task Services_are_of_a_scope_of_the_run_that_ends_with_it()
    {
        Scoped.Made.Clear();
        await using var app = new App(tasks => tasks.AddInMemory().AddImmediate("now"), services => services.AddScoped<Scoped>());
        await Instance.TouchTask.EnqueueAsync(2, App.Token);
        await app.RunDueAsync();
        await Instance.TouchTask.Using(backend: "now").EnqueueAsync(3, App.Token);
        await Instance.TouchTask.CallAsync(4, App.Token);

        Assert.Equal([(2, true), (3, true), (4, true)], Scoped.Made.Select(one => (one.Touches, one.IsDisposed)));
    }

    [Fact]
    public async Task A_method_is_called_here_and_now_without_any_backend()
    {
        Assert.Equal(3, await Maths.AddTask.CallAsync(1, 2, App.Token));
        Assert.Matches("^[0-9a-f-]{36}$", await Maths.WhoAmITask.CallAsync(App.Token));
        Assert.Equal("Running 1", await Work.NoteTask.CallAsync("x", true, App.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Work.FailTask.CallAsync("as it is", App.Token));
    }

    // Takes its own task away from itself, as a sweep does, before it saves.
    private static readonly TaskHandle<Work.Node, int> Overtaken = TaskHandle.Create(
        "overtaken",
        async (Work.Node _, TaskContext context) =>
        {
            var store = ((StoreBackend)TaskBackends.Default).Store;
            await store.CloseAsync(SessionId.Stored(context.TaskResult.WorkerIds[0]), CancellationToken.None);
            await store.CancelAsync([context.TaskResult.Record.Id], CancellationToken.None);
            context.Metadata["note"] = "too late";
            await Assert.ThrowsAsync<TaskStateException>(() => context.SaveMetadataAsync());
            return 0;
        }
    );
}

public sealed class Scoped : IDisposable
{
    public Scoped() => Made.Add(this);

    public static List<Scoped> Made { get; } = [];

    public int Touches { get; set; }

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

public sealed partial class Instance(Scoped scoped)
{
    [Task]
    public void Touch(int times) => scoped.Touches += times;
}
