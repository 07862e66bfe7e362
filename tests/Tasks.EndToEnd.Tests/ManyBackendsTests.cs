using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks.EndToEnd.App;
using Tasks.TestServers;
using Tasks.TestServers.PostgreSql;

namespace Tasks.EndToEnd.Tests;

/// <summary>One process, configured with an alias of every kind there is.</summary>
public sealed class ManyBackendsTests
{
    [Fact(Timeout = 120_000)]
    [Trait("Spec", "BE-6")]
    [Trait("Spec", "CFG-1")]
    [Trait("Spec", "CFG-6")]
    public async Task Every_kind_serves_its_alias_and_no_alias_sees_the_tasks_of_another()
    {
        await using var server = await Requirement.MeetAsync(() => PostgreSqlServer.StartAsync());
        var folder = Directory.CreateTempSubdirectory("tasks-e2e-").FullName;
        try
        {
            using var host = await StartAsync(folder, await server.CreateDatabaseAsync());
            string[] stores = ["default", "reports", "mail", "scratch"];
            var enqueued = new List<TaskResult<int>>();
            foreach (var alias in stores.Append("now"))
            {
                enqueued.Add(await Sums.DoubleTask.Using(backend: alias).EnqueueAsync(enqueued.Count, Token));
            }

            foreach (var (result, number) in enqueued.Select((result, number) => (result, number)))
            {
                var finished = await result.WaitAsync(TimeSpan.FromSeconds(60), Token);
                Assert.Equal(2 * number, finished.ReturnValue);
            }

            foreach (var alias in stores)
            {
                Assert.Equal(1, await TaskBackends.Get(alias).CountAsync(new(), Token));
                var others = enqueued.Where(result => result.Backend != alias && result.Backend != "now");
                foreach (var other in others)
                {
                    await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() =>
                        TaskBackends.Get(alias).GetResultAsync(other.Id, Token)
                    );
                }
            }

            var kept = await Sums.DoubleTask.Using(backend: "never").EnqueueAsync(1, Token);
            Assert.Equal(TaskResultStatus.Ready, (await kept.RefreshAsync(Token)).Status);
            await host.StopAsync(Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<IHost> StartAsync(string folder, string database)
    {
        var file = $"Data Source={Path.Combine(folder, "tasks.db")}";
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Tasks:default:Backend"] = "Sqlite",
                ["Tasks:default:Options:ConnectionString"] = file,
                ["Tasks:reports:Backend"] = "sqlite",
                ["Tasks:reports:Options:ConnectionString"] = file,
                ["Tasks:mail:Backend"] = "PostgreSql",
                ["Tasks:mail:Options:ConnectionString"] = database,
                ["Tasks:scratch:Backend"] = "InMemory",
                ["Tasks:now:Backend"] = "Immediate",
                ["Tasks:never:Backend"] = "Dummy",
            }
        );
        builder.Services.AddTasks();
        builder.Services.AddTasks(tasks =>
        {
            foreach (var alias in new[] { "default", "reports", "mail", "scratch" })
            {
                tasks.AddWorker(worker => worker.Backend = alias);
            }
        });
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }
}
