using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks;

/// <summary>Where a benchmark takes place: makes stores that nobody has used, hosts on them, and raw loops; leaves no file behind.</summary>
internal sealed class Site : IDisposable
{
    private readonly DirectoryInfo? folder;
    private readonly string stem;
    private int files;

    private Site(Arguments arguments, DirectoryInfo? folder, string stem) =>
        (Arguments, this.folder, this.stem) = (arguments, folder, stem);

    public Arguments Arguments { get; }

    /// <summary>The worker's slots: as told, else the best (tuned), else the default.</summary>
    public int Slots => Arguments.Concurrency ?? (Arguments.IsTuned ? 128 : new WorkerOptions().Concurrency);

    public static Site Of(Arguments arguments)
    {
        if (arguments.Connection is { } connection)
        {
            var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);
            return new(arguments, null, Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)));
        }

        var made = Directory.CreateTempSubdirectory("tasks-bench-");
        return new(arguments, made, Path.Combine(made.FullName, "bench"));
    }

    /// <summary>A file that is not there yet.</summary>
    public string NewFile()
    {
        var file = FileOf(++files);
        return File.Exists(file) ? throw new InvalidOperationException($"{file} is there already.") : file;
    }

    /// <summary>A host on a store of its own.</summary>
    public IHost NewHost(bool works) => NewHost(works ? Slots : 0, Arguments.IsSqlite ? [NewFile()] : [null]);

    /// <summary>A host on these files, one alias each, the first of them the default; null for memory.</summary>
    /// <param name="slots">Those of its workers; none for a host without.</param>
    /// <param name="stores">The files.</param>
    public static IHost NewHost(int slots, params string?[] stores)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddTasks(tasks =>
        {
            for (var index = 0; index < stores.Length; index++)
            {
                var alias = AliasOf(index);
                _ = stores[index] is { } file
                    ? tasks.AddSqlite($"Data Source={file}", alias, Configure)
                    : tasks.AddInMemory(alias, Configure);
                if (slots > 0)
                {
                    tasks.AddWorker(worker => (worker.Backend, worker.Concurrency) = (alias, slots));
                }
            }
        });
        return builder.Build();
    }

    public static string AliasOf(int index) =>
        index == 0 ? TasksBuilder.DefaultAlias : "other" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The raw loop on a store of its own.</summary>
    public IRawLoop NewRawLoop() => Arguments.IsSqlite ? new RawSqlite(NewFile()) : new RawChannel();

    /// <summary>Measures between two raw loops, of which the better counts.</summary>
    public async Task<(T Measured, double Raw)> BetweenRawAsync<T>(Func<IRawLoop, double> rate, Func<Task<T>> measure)
    {
        var before = Rate(rate, "before");
        var measured = await measure();
        return (measured, Math.Max(before, Rate(rate, "after")));
    }

    public void Dispose()
    {
        for (var file = 1; file <= files; file++)
        {
            foreach (var ending in (string[])["", "-wal", "-shm"])
            {
                File.Delete(FileOf(file) + ending);
            }
        }

        folder?.Delete(recursive: true);
    }

    private static void Configure(TaskBackendOptions options) => options.Queues = [];

    private string FileOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.db");

    private double Rate(Func<IRawLoop, double> rate, string when)
    {
        using var loop = NewRawLoop();
        var found = rate(loop);
        Progress.Say($"raw loop {when}: {found:N0}/s");
        return found;
    }
}
