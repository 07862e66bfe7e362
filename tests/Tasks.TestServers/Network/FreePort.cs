using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tasks.TestServers.Network;

/// <summary>
/// Ports for servers, below those that the system gives to clients: a client that keeps calling a stopped server's port of that range may be
/// given this very port as its own, reach itself, and keep the server from coming back.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int Last = 30_000;

    private static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>One that is free now and was not given before by this process. Another process may be faster.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
