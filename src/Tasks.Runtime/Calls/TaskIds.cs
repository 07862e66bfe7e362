using System.Buffers.Binary;

namespace Tasks.Runtime.Calls;

/// <summary>
/// Makes ids: UUIDv7 in lower case with dashes, each greater than every one this process has made before, even within one millisecond and
/// across threads, so that tasks of one moment run in the order they were enqueued.
/// <code>
///   48 bits             4    12 bits        2    14 bits        48 bits
///   milliseconds        7    counter, high  10   counter, low   random
/// </code>
/// </summary>
/// <remarks>
/// The counter of RFC 9562, section 6.2, method 1: it starts anew each millisecond at a random number below half its range, so that
/// processes do not meet. It borrows the next millisecond when it is used up; a clock that jumps back is waited out on the last one.
/// </remarks>
public static class TaskIds
{
    private const int CounterBits = 26;
    private const int LowBits = 14;
    private const int CounterEnd = 1 << CounterBits;

    private static readonly Lock Gate = new();
    private static long milliseconds;
    private static int counter;

    /// <summary>The next id.</summary>
    public static string Next()
    {
        var random = Random.Shared.NextInt64();
        var (time, count) = Tick();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (time << 16) | 0x7000L | (long)(count >> LowBits));
        var low = 0x8000_0000_0000_0000UL | ((ulong)(count & ((1 << LowBits) - 1)) << 48) | ((ulong)random & 0xFFFF_FFFF_FFFFUL);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static (long Milliseconds, int Counter) Tick()
    {
        // Ids decide nothing, so they follow the machine's clock and not the services': one order for the whole process.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        lock (Gate)
        {
            if (now > milliseconds || ++counter == CounterEnd)
            {
                milliseconds = Math.Max(now, milliseconds + 1);
                counter = Random.Shared.Next(CounterEnd / 2);
            }

            return (milliseconds, counter);
        }
    }
}
