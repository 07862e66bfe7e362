using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tasks.TestServers.Network;

/// <summary>
/// A stretch of network between clients and a server on loopback, with the troubles of networks. It knows nothing of what passes.
/// Trouble lasts until <see cref="Heal"/>; a connection that lost bytes never comes back to life, as its stream has a hole.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<ProxiedConnection, bool> connections = [];
    private readonly TcpListener listener;
    private readonly IPEndPoint server;
    private readonly Task accepting;
    private int accepted;
    private long lost;

    private TcpProxy(int port)
    {
        server = new(IPAddress.Loopback, port);
        listener = Listen();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>Where clients find it.</summary>
    public int Port { get; }

    /// <summary>How many connections were ever accepted: it grows when a client replaces one.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>How many of them are still open.</summary>
    public int Open => connections.Count;

    /// <summary>How many bytes it has swallowed: it grows when something was said that nobody will hear.</summary>
    public long LostBytes => Interlocked.Read(ref lost);

    internal NetworkWeather Weather { get; private set; } = new();

    /// <summary>A proxy of the server on that port of loopback.</summary>
    public static TcpProxy To(int port) => new(port);

    /// <summary>Everything passes again.</summary>
    public void Heal() => Change(new());

    /// <summary>Every piece that passes is held for so long, in both directions.</summary>
    public void Delay(TimeSpan delay) => Change(new() { Delay = delay });

    /// <summary>Half-open: nothing is closed and nothing arrives, in either direction; new connections are accepted and swallowed.</summary>
    public void Swallow() => Change(new() { LosesRequests = true, LosesReplies = true });

    /// <summary>What clients say arrives; what the server answers does not.</summary>
    public void LoseReplies() => Change(new() { LosesReplies = true });

    /// <summary>Ends every connection in order, on both sides, and refuses new ones.</summary>
    public void Cut()
    {
        Change(new() { IsCut = true });
        CloseAll(abruptly: false);
    }

    /// <summary>Ends every connection by a reset, on both sides. New ones pass.</summary>
    public void Reset() => CloseAll(abruptly: true);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        CloseAll(abruptly: true);
        await accepting;
        end.Dispose();
    }

    internal void Lose(int bytes) => Interlocked.Add(ref lost, bytes);

    private static TcpListener Listen()
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException) // another process was faster
            {
                listener.Dispose();
            }
        }
    }

    private void Change(NetworkWeather next)
    {
        var before = Weather;
        Weather = next;
        before.Pass();
    }

    private void CloseAll(bool abruptly)
    {
        foreach (var connection in connections.Keys)
        {
            connection.Close(abruptly);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(end.Token);
                Interlocked.Increment(ref accepted);
                _ = CarryAsync(new(this, client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy was disposed.
        }
    }

    private async Task CarryAsync(ProxiedConnection connection)
    {
        connections[connection] = true;
        await connection.CarryAsync(server, end.Token);
        connections.TryRemove(connection, out _);
    }
}
