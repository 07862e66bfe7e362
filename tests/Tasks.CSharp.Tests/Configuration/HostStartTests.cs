using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tasks.CSharp.Tests.Backends;

namespace Tasks.CSharp.Tests.Configuration;

[Collection(LiveHosts.Name)]
public sealed class HostStartTests
{
    [Fact, Trait("Spec", "CFG-1")]
    public async Task A_host_with_mistakes_does_not_start_and_tells_them_all()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Tasks:a:Backend"] = "Nothing",
                ["Tasks:b:Backend"] = "Dummy",
                ["Tasks:b:Optionss:X"] = "1",
            }
        );
        builder.Services.AddTasks(builder.Configuration.GetSection("Tasks"));
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(App.Token));

        Assert.Equal(
            [
                "Tasks:a:Backend: Could not find backend 'Nothing': there is no such kind.",
                "Tasks:b:Optionss: unknown key. Did you mean 'Options'?",
            ],
            refusal.Failures
        );
        Assert.Throws<InvalidTaskBackendException>(() => TaskBackends.Default);
    }

    [Fact, Trait("Spec", "API-2")]
    public async Task Two_tasks_of_one_name_stop_the_start_and_are_both_named()
    {
        var one = TaskHandle.Create("same", (Work.Node _, TaskContext _) => 1);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddTasks(tasks =>
            tasks
                .AddDummy()
                .AddTask(one)
                .AddTask(one.Using(priority: 1))
                .AddTask(TaskHandle.Create<Work.Node, int>("same", Same))
                .AddTask(TaskHandle.Create("other", (Work.Box _, TaskContext _) => "", formerNames: ["same", Work.EchoTask.Name]))
        );
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(App.Token));

        const string here =
            "Tasks.CSharp.Tests.Configuration.HostStartTests." + nameof(Two_tasks_of_one_name_stop_the_start_and_are_both_named);
        Assert.Equal(
            [
                $"Two tasks are named 'same': TaskHandle<Node, Int32> of {here} and TaskHandle<Node, Int32> of Tasks.CSharp.Tests.Configuration.HostStartTests.Same. Set another Name on one of them.",
                $"Two tasks are named 'same': TaskHandle<Node, Int32> of {here} and TaskHandle<Box, String> of {here}. Set another Name on one of them.",
                $"Two tasks are named 'Tasks.CSharp.Tests.Work.Echo': Tasks.CSharp.Tests.Work.EchoTask and TaskHandle<Box, String> of {here}. Set another Name on one of them.",
            ],
            refusal.Failures
        );
    }

    private static int Same(Work.Node node, TaskContext context) => 2;
}
