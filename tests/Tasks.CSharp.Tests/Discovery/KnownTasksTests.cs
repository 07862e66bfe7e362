using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tasks.Domain.Calls;
using Tasks.Runtime.Working;

namespace Tasks.CSharp.Tests.Discovery;

public sealed class KnownTasksTests
{
    public static readonly TaskHandle<Work.Box, int> Renamed = TaskHandle.Create(
        "renamed",
        (Work.Box _, TaskContext _) => 1,
        formerNames: ["earlier", "first"]
    );

    [Fact, Trait("Spec", "API-2")]
    public void Tasks_of_generated_code_are_known_without_registration()
    {
        using var services = new ServiceCollection().AddTasks().BuildServiceProvider();
        var methods = services.GetRequiredService<ITaskMethods>();

        Assert.True(methods.TryFind(TaskName.Stored("Tasks.CSharp.Tests.Maths.AddAsync"), out var add));
        Assert.Same(Maths.AddTask, add);
        Assert.True(methods.TryFind(TaskName.Stored("Tasks.CSharp.Tests.Running.Instance.Touch"), out _));
    }

    [Fact]
    public void A_renamed_task_is_found_under_its_former_names()
    {
        using var services = new ServiceCollection().AddTasks(tasks => tasks.AddDummy().AddTask(Renamed)).BuildServiceProvider();
        var methods = services.GetRequiredService<ITaskMethods>();

        foreach (var name in new[] { "renamed", "earlier", "first" })
        {
            Assert.True(methods.TryFind(TaskName.Stored(name), out var found));
            Assert.Same(Renamed, found);
        }
    }

    /// <summary>What F# makes of <c>static member</c>: a new handle each time it is read.</summary>
    public static TaskHandle<Work.Box, int> MadeAnew => TaskHandle.Create("made anew", (Work.Box _, TaskContext _) => 1);

    [Fact, Trait("Spec", "API-4")]
    public void An_assembly_that_is_named_twice_has_each_task_once()
    {
        using var services = new ServiceCollection()
            .AddTasks(tasks => tasks.AddDummy().AddTasksFrom(typeof(KnownTasksTests).Assembly))
            .AddTasks(tasks => tasks.AddTasksFrom(typeof(KnownTasksTests).Assembly))
            .BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(services.GetRequiredService<ITaskMethods>().TryFind(TaskName.Stored("made anew"), out _));
    }

    [Theory, Trait("Spec", "SEC-1")]
    [InlineData("System.Environment.Exit")]
    [InlineData("Tasks.CSharp.Tests.Work.Cycle, Tasks.CSharp.Tests")]
    [InlineData("Tasks.CSharp.Tests.App.RunDueAsync")]
    public async Task A_stored_name_that_nobody_registered_never_runs(string name)
    {
        await using var app = App.InMemory();

        var result = await app.StoreAsync(name, "{}");

        Assert.Equal((TaskResultStatus.Ready, 0), (result.Status, result.Attempts));
    }

    [Theory, Trait("Spec", "SEC-1")]
    [InlineData("System.InvalidOperationException", typeof(InvalidOperationException))]
    [InlineData("Tasks.WorkerLostException", typeof(WorkerLostException))]
    [InlineData("System.String", null)]
    [InlineData("No.Such.Exception", null)]
    [InlineData("System.InvalidOperationException, Some.Assembly", null)]
    [InlineData("System.Collections.Generic.List`1[[Evil, Evil]]", null)]
    [InlineData("", null)]
    [InlineData("\\,,[*&", null)]
    public void An_exception_type_is_looked_up_and_never_loaded(string name, Type? expected) =>
        Assert.Equal(expected, new TaskError(name, "", "", 1, DateTimeOffset.UnixEpoch).ResolveExceptionType());

    [Fact, Trait("Spec", "SEC-2")]
    public async Task A_type_name_in_stored_arguments_is_text_like_any_other()
    {
        await using var app = App.InMemory();

        var result = await app.StoreAsync(
            Work.AnythingTask.Name,
            """{"value":{"$type":"System.Exception","Content":{"$type":"System.Exception","Message":"x"}}}"""
        );

        Assert.Equal("", string.Concat(result.Errors.Select(error => error.Message)));
        Assert.IsType<System.Text.Json.JsonElement>(result.As<Work.Box>().ReturnValue.Content);
    }
}
