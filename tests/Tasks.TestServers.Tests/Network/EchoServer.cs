using System.Net;
using System.Net.Sockets;

namespace Tasks.TestServers.Tests.Network;

/// <summary>Says what it hears, and remembers it.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int heard;

    public EchoServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many bytes arrived, on all connections.</summary>
    public int Heard => Volatile.Read(ref heard);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = EchoAsync(await listener.AcceptTcpClientAsync());
        }
    }

    private async Task EchoAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        var buffer = new byte[100];
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            Interlocked.Add(ref heard, count);
            await stream.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
