using System.Diagnostics;
using System.Globalization;
using Tasks.TestServers.PostgreSql;

namespace Tasks.TestServers.Tests.PostgreSql;

public sealed class EndOfProcessTests
{
    [Theory(Timeout = 120_000), InlineData("KILL"), InlineData("INT"), InlineData("TERM"), InlineData("HUP")]
    public async Task A_server_and_its_folder_end_with_the_process_that_started_it(string signal)
    {
        await Requirement.MeetAsync(PostgreSqlServer.SharedAsync);
        using var child = Start();
        var server = int.Parse((await LineAsync(child))!, CultureInfo.InvariantCulture);
        var folder = (await LineAsync(child))!;
        Assert.True(IsAlive(server) && Directory.Exists(folder));

        using var kill = Process.Start("kill", [$"-{signal}", child.Id.ToString(CultureInfo.InvariantCulture)]);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => !IsAlive(server) && !Directory.Exists(folder), "the server's end");
    }

    private static Process Start() =>
        Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, Environment = { [Child.Variable] = "1" } }
        )!;

    private static Task<string?> LineAsync(Process child) =>
        child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
