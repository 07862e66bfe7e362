using System.Diagnostics;

namespace Tasks.Architecture.Tests.Documents;

/// <summary>The unit file that readers copy is one that systemd takes.</summary>
public sealed class UnitFileTests
{
    private const string UnitFile = "samples/Worker/tasks-worker.service";
    private const string Analyzer = "/usr/bin/systemd-analyze";

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_workers_unit()
    {
        Assert.SkipUnless(File.Exists(Analyzer), "There is no systemd here to look at the unit file.");
        var folder = Directory.CreateTempSubdirectory("tasks-unit-");
        try
        {
            // It looks for the program too, which is not installed here.
            var unit = Repository.Read(UnitFile).Replace("/opt/worker/Worker", "/bin/true", StringComparison.Ordinal);
            var file = Path.Combine(folder.FullName, Path.GetFileName(UnitFile));
            await File.WriteAllTextAsync(file, unit, TestContext.Current.CancellationToken);

            using var analysis = Process.Start(
                new ProcessStartInfo(Analyzer, ["verify", file]) { RedirectStandardError = true, RedirectStandardOutput = true }
            )!;
            var said = await analysis.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await analysis.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal((0, ""), (analysis.ExitCode, said));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
