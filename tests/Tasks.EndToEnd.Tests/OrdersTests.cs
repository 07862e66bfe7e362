using Tasks.TestServers;
using Tasks.TestServers.PostgreSql;

namespace Tasks.EndToEnd.Tests;

/// <summary>The sample that keeps orders with EF Core, as a person runs it.</summary>
public sealed class OrdersTests
{
    [Fact(Timeout = 300_000), Trait("Spec", "BE-4")]
    public async Task An_order_and_its_task_are_there_together_on_SQLite() => await RunAsync();

    [Fact(Timeout = 300_000), Trait("Spec", "BE-4")]
    public async Task An_order_and_its_task_are_there_together_on_PostgreSQL_and_once_more()
    {
        await using var server = await Requirement.MeetAsync(() => PostgreSqlServer.StartAsync());
        var connection = await server.CreateDatabaseAsync();
        await RunAsync("--connection", connection);
        await RunAsync("--connection", connection);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using var sample = AppProcess.StartSample("Orders", arguments);
        var code = await sample.ExitAsync();
        Assert.True(code == 0, sample.Output);
        Assert.Contains("The paid order: Successful, 1 order with 1 parcel.", sample.Output, StringComparison.Ordinal);
        Assert.Contains("The unpaid one: its task is not there.", sample.Output, StringComparison.Ordinal);
    }
}
