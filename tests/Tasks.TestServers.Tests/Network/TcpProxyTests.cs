using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tasks.TestServers.Network;

namespace Tasks.TestServers.Tests.Network;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private readonly EchoServer server = new();
    private readonly TcpProxy proxy;
    private readonly List<TcpClient> clients = [];

    public TcpProxyTests() => proxy = TcpProxy.To(server.Port);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await proxy.DisposeAsync();
        server.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Everything_passes()
    {
        var stream = await ConnectAsync();

        Assert.Equal(7, await EchoAsync(stream, 7));
        Assert.Equal(8, await EchoAsync(stream, 8));
        Assert.Equal((1, 1), (proxy.Accepted, proxy.Open));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_clients_end_reaches_the_server_and_frees_the_connection()
    {
        await EchoAsync(await ConnectAsync(), 1);
        clients[0].Dispose();

        await Eventually.TrueAsync(() => proxy.Open == 0, "the end of the connection");
    }

    [Fact(Timeout = 60_000)]
    public async Task Cut_off_connections_end_and_new_ones_do_until_it_heals()
    {
        var stream = await ConnectAsync();
        await EchoAsync(stream, 1);

        proxy.Cut();
        Assert.Null(await EchoAsync(stream, 2));
        Assert.Null(await EchoAsync(3));
        proxy.Heal();

        Assert.Equal(4, await EchoAsync(await ConnectAsync(), 4));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reset_breaks_what_is_open_and_lets_new_ones_pass()
    {
        var stream = await ConnectAsync();
        await EchoAsync(stream, 1);

        proxy.Reset();
        var broken = await Assert.ThrowsAsync<IOException>(async () =>
            await stream.ReadAtLeastAsync(new byte[1], 1, cancellationToken: Cancelled)
        );

        Assert.Equal(SocketError.ConnectionReset, (broken.InnerException as SocketException)?.SocketErrorCode);
        Assert.Equal(2, await EchoAsync(await ConnectAsync(), 2));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_swallowed_never_arrives_and_nothing_is_closed()
    {
        var old = await ConnectAsync();
        await EchoAsync(old, 1);

        proxy.Swallow();
        var young = await ConnectAsync();
        await old.WriteAsync(new byte[] { 2 }, Cancelled);
        await young.WriteAsync(new byte[] { 3 }, Cancelled);
        var answers = new[] { ReadAsync(old), ReadAsync(young) };
        await Eventually.TrueAsync(() => proxy.LostBytes == 2, "the loss");
        proxy.Heal();

        // What came later on another connection has arrived by now, and these have not.
        Assert.Equal(4, await EchoAsync(await ConnectAsync(), 4));
        Assert.Equal(2, server.Heard);
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
    }

    [Fact(Timeout = 60_000)]
    public async Task Lost_replies_were_heard_by_the_server()
    {
        var stream = await ConnectAsync();
        await EchoAsync(stream, 1);

        proxy.LoseReplies();
        await stream.WriteAsync(new byte[] { 2 }, Cancelled);
        await Eventually.TrueAsync(() => proxy.LostBytes == 1, "the loss of the answer");
        Assert.Equal(2, server.Heard);
        proxy.Heal();

        var answer = ReadAsync(stream);
        Assert.Equal(3, await EchoAsync(await ConnectAsync(), 3));
        Assert.False(answer.IsCompleted);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_delay_holds_every_piece_both_ways()
    {
        var stream = await ConnectAsync();
        var delay = TimeSpan.FromMilliseconds(100);
        proxy.Delay(delay);

        var since = Stopwatch.GetTimestamp();
        Assert.Equal(1, await EchoAsync(stream, 1));

        // A lower bound only: timers may be late, but not by more than a tick early.
        Assert.True(Stopwatch.GetElapsedTime(since) > 1.8 * delay);
    }

    /// <summary>What came back for a byte on a new connection; null if that was ended, sooner or later.</summary>
    private async Task<int?> EchoAsync(byte value)
    {
        try
        {
            return await EchoAsync(await ConnectAsync(), value);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<NetworkStream> ConnectAsync()
    {
        var client = new TcpClient();
        clients.Add(client);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancelled);
        return client.GetStream();
    }

    /// <summary>What came back for a byte; null if the connection has ended.</summary>
    private static async Task<int?> EchoAsync(NetworkStream stream, byte value)
    {
        try
        {
            await stream.WriteAsync(new[] { value }, Cancelled);
            return await ReadAsync(stream);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<int?> ReadAsync(NetworkStream stream)
    {
        var answer = new byte[1];
        return await stream.ReadAsync(answer, Cancelled) == 0 ? null : answer[0];
    }
}
