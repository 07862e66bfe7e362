using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tasks.Benchmarks.Grounds;

namespace Tasks.Benchmarks;

/// <summary>
/// Counts every statement that connections opened meanwhile begin, by SQLite's own trace: nothing of the store takes part. Looks at
/// <c>data_version</c> read no row and do not count. It slows what it counts, so it is never on while something is timed.
/// </summary>
internal sealed unsafe partial class StatementTrace : IMeter
{
    private const uint AtBegin = 1;

    private static long statements;

    private StatementTrace() { }

    /// <summary>Begins to count, for connections not yet open.</summary>
    public static StatementTrace Begin()
    {
        Interlocked.Exchange(ref statements, 0);
        AutoExtension(&OnOpen);
        return new();
    }

    public Task<Cost> ReadAsync() => Task.FromResult(new Cost(Interlocked.Read(ref statements), null));

    public void Dispose() => CancelAutoExtension(&OnOpen);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(nint database, nint error, nint routines) => Trace(database, AtBegin, &OnStatement, 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStatement(uint what, nint context, nint statement, byte* sql)
    {
        if (!MemoryMarshal.CreateReadOnlySpanFromNullTerminated(sql).StartsWith("PRAGMA data_version"u8))
        {
            Interlocked.Increment(ref statements);
        }

        return 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension")]
    private static partial int AutoExtension(delegate* unmanaged[Cdecl]<nint, nint, nint, int> onOpen);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_cancel_auto_extension")]
    private static partial int CancelAutoExtension(delegate* unmanaged[Cdecl]<nint, nint, nint, int> onOpen);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2")]
    private static partial int Trace(nint database, uint mask, delegate* unmanaged[Cdecl]<uint, nint, nint, byte*, int> call, nint context);
}
