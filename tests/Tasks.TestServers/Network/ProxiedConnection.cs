using System.Net;
using System.Net.Sockets;

namespace Tasks.TestServers.Network;

/// <summary>One client's connection, carried to the server and back.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client)
{
    private const int PieceBytes = 64 * 1024;

    private readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task CarryAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        if (proxy.Weather.IsCut)
        {
            Close(abruptly: true);
            return;
        }

        try
        {
            // A connection made while requests are lost never gets through: the client alone believes in it.
            if (!proxy.Weather.LosesRequests)
            {
                await server.ConnectAsync(address, cancellationToken);
            }

            client.NoDelay = server.NoDelay = true;
            await await Task.WhenAny(
                PumpAsync(client, server, weather => weather.LosesRequests, cancellationToken),
                server.Connected
                    ? PumpAsync(server, client, weather => weather.LosesReplies, cancellationToken)
                    : Task.Delay(Timeout.Infinite, cancellationToken)
            );
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side is gone: so is the other.
        }

        Close(abruptly: false);
    }

    public void Close(bool abruptly)
    {
        foreach (var side in new[] { client, server })
        {
            try
            {
                side.LingerState = new(enable: abruptly, seconds: 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            side.Dispose();
        }
    }

    /// <summary>Carries one direction to its end. The end of a direction that lost bytes is told only when the network is well again.</summary>
    private async Task PumpAsync(Socket from, Socket to, Func<NetworkWeather, bool> loses, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        var hasHole = !to.Connected;
        while (await ReceiveAsync(from, piece, cancellationToken) is var count and > 0)
        {
            hasHole |= loses(proxy.Weather);
            if (hasHole)
            {
                proxy.Lose(count);
                continue;
            }

            if (proxy.Weather.Delay > TimeSpan.Zero)
            {
                await Task.Delay(proxy.Weather.Delay, cancellationToken);
            }

            await to.SendAsync(piece.AsMemory(0, count), cancellationToken);
        }

        while (loses(proxy.Weather))
        {
            await proxy.Weather.Passed.WaitAsync(cancellationToken);
        }
    }

    private static async Task<int> ReceiveAsync(Socket from, byte[] piece, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReceiveAsync(piece, cancellationToken);
        }
        catch (SocketException) // a reset ends a stream as well
        {
            return 0;
        }
    }
}
