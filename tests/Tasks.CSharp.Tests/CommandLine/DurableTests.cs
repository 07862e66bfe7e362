using Microsoft.Data.Sqlite;
using Tasks.CommandLine;
using Tasks.CSharp.Tests.Hosting;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The commands on a store that outlives its process.</summary>
public sealed class DurableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-cli-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_store_that_is_fit_for_use_is_well()
    {
        await using var shell = NewShell();

        var said = await shell.RunAsync("check");

        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.EndsWith("ok", said.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "BE-5")]
    public async Task The_schema_is_SQL_and_nothing_is_made_of_it()
    {
        await using var shell = NewShell();

        var said = await shell.RunAsync("schema");

        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.Contains("CREATE TABLE IF NOT EXISTS", said.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    [Trait("Fault", "F53")]
    public async Task What_is_paused_here_does_not_start_there_until_it_is_resumed()
    {
        await using var shell = NewShell();
        await using var other = NewShell();
        var result = await shell.Backend.EnqueueAsync(Errands.DoubleTask.With(1), Token);

        Assert.Equal(ExitCode.Well, (await shell.RunAsync("pause default")).ExitCode);
        await other.RunAsync("worker --batch --no-startup-delay");
        Assert.Equal(TaskResultStatus.Ready, (await result.RefreshAsync(Token)).Status);
        Assert.Contains("is paused", (await shell.RunAsync($"explain {result.Id}")).Output, StringComparison.Ordinal);
        Assert.EndsWith("paused", (await shell.RunAsync("queues")).Lines[1], StringComparison.Ordinal);

        await shell.RunAsync("resume default");
        await other.RunAsync("worker --batch --no-startup-delay");
        Assert.Equal(TaskResultStatus.Successful, (await result.RefreshAsync(Token)).Status);
    }

    [Fact]
    public async Task What_ended_is_pruned_and_what_waits_is_kept()
    {
        await using var shell = NewShell();
        await shell.Backend.EnqueueManyAsync(Enumerable.Range(0, 2_500).Select(number => Errands.DoubleTask.With(number)), Token);
        await shell.RunAsync("worker --batch --no-startup-delay");
        await shell.Backend.EnqueueAsync(Errands.DoubleTask.With(1), Token);

        Assert.Equal("Would delete 2500 tasks.", (await shell.RunAsync("prune --min-age-days 0 --dry-run")).Output.TrimEnd());
        Assert.Equal("Deleted 2500 tasks.", (await shell.RunAsync("prune --min-age-days 0")).Output.TrimEnd());
        Assert.Equal(1, await shell.Backend.CountAsync(new(), Token));
    }

    [Theory]
    [Trait("Fault", "F57")]
    [Trait("Spec", "BE-5")]
    [InlineData("worker --batch --no-startup-delay")]
    [InlineData("check")]
    [InlineData("list")]
    public async Task A_schema_of_a_newer_release_is_refused_before_anything_is_claimed(string line)
    {
        await using (var older = NewShell())
        {
            await older.Backend.EnqueueAsync(Errands.DoubleTask.With(1), Token);
        }

        await ExecuteAsync("UPDATE tasks_schema SET version = 99");
        await using (var shell = NewShell())
        {
            var said = await shell.RunAsync(line);

            Assert.Equal(ExitCode.Trouble, said.ExitCode);
            Assert.Contains("schema version 99", said.Output + said.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0L, await ExecuteAsync("SELECT count(*) FROM tasks_tasks WHERE state <> 0"));
    }

    private string ConnectionString => $"Data Source={Path.Combine(folder, "tasks.db")};Pooling=false";

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    private Shell NewShell() => new(tasks => tasks.AddSqlite(ConnectionString));
}
