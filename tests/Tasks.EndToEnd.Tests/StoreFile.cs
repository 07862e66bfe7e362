namespace Tasks.EndToEnd.Tests;

/// <summary>A store's file in a folder of its own.</summary>
internal sealed class StoreFile : StoreUnderTest
{
    private readonly string folder;

    public StoreFile()
        : this(Directory.CreateTempSubdirectory("tasks-e2e-").FullName) { }

    private StoreFile(string folder)
        : this(folder, $"Data Source={Path.Combine(folder, "tasks.db")}") { }

    private StoreFile(string folder, string connectionString)
        : base(connectionString, tasks => tasks.AddSqlite(connectionString)) => this.folder = folder;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
