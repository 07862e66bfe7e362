using Tasks.TestServers;
using Tasks.TestServers.PostgreSql;

namespace Tasks.EndToEnd.Tests;

/// <summary>One server for all tests of a class, started by the first.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> server = new(() => Requirement.MeetAsync(() => PostgreSqlServer.StartAsync()));

    internal Task<PostgreSqlServer> Server => server.Value;

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
