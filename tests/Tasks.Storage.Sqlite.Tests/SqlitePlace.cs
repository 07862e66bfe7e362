using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests;

/// <summary>A file of its own in the machine's temporary directory, deleted at the end.</summary>
public class SqlitePlace : StorePlace, ITransactionalPlace
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("tasks-sqlite-");

    public override bool IsDurable => true;

    public string File => Path.Combine(directory.FullName, "tasks.db");

    public string ConnectionString => $"Data Source={File}";

    /// <summary>How many outcomes one statement records.</summary>
    protected virtual int Chunk => new SqliteBackendOptions().Chunk;

    /// <summary>How many ready tasks a list sorts.</summary>
    protected virtual long Few => new SqliteBackendOptions().Few;

    public override Task<ITaskStore> OpenStoreAsync() => Task.FromResult<ITaskStore>(Open());

    internal SqliteBackendOptions Options(string prefix = "tasks_") =>
        new()
        {
            ConnectionString = ConnectionString,
            Prefix = prefix,
            Chunk = Chunk,
            Few = Few,
        };

    /// <summary>A store as the backend kind makes it, or with a clock and options of the test's own.</summary>
    internal SqliteStore Open(SqliteBackendOptions? options = null, TimeProvider? clock = null) =>
        new(options ?? Options(), clock ?? TimeProvider.System);

    /// <summary>A connection as a user's own code opens it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        connection.Open();
        return connection;
    }

    Task<DbConnection> ITransactionalPlace.ConnectAsync() => Task.FromResult<DbConnection>(Connect());

    public override ValueTask DisposeAsync()
    {
        directory.Delete(recursive: true);
        return base.DisposeAsync();
    }
}
