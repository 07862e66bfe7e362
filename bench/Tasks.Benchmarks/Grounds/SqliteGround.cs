using System.Globalization;
using Microsoft.Data.Sqlite;
using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks.Grounds;

/// <summary>Files in a temporary folder, or beside the file that was named.</summary>
internal sealed class SqliteGround : Ground
{
    private readonly DirectoryInfo? folder;
    private readonly string stem;
    private int files;

    private SqliteGround(DirectoryInfo? folder, string stem) => (this.folder, this.stem) = (folder, stem);

    public static SqliteGround Of(string? connection)
    {
        if (connection is not null)
        {
            var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);
            return new(null, Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)));
        }

        var made = Directory.CreateTempSubdirectory("tasks-bench-");
        return new(made, Path.Combine(made.FullName, "bench"));
    }

    public override Task<string> NewPlaceAsync()
    {
        var file = FileOf(++files);
        return File.Exists(file)
            ? throw new InvalidOperationException($"{file} is there already.")
            : Task.FromResult(new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString);
    }

    public override IRawLoop NewRawLoop(string place) => new RawSqlite(place);

    public override Task GrowAsync(string place, int rows)
    {
        RawSqlite.Grow(place, rows);
        return Task.CompletedTask;
    }

    public override IMeter NewMeter() => StatementTrace.Begin();

    public override ValueTask DisposeAsync()
    {
        for (var file = 1; file <= files; file++)
        {
            foreach (var ending in (string[])["", "-wal", "-shm"])
            {
                File.Delete(FileOf(file) + ending);
            }
        }

        folder?.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string FileOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.db");
}
