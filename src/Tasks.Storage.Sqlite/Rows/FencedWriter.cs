using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>
/// The two moves that SQL restates, because every task makes them: a success and a start under the task's own lease. A statement changes a
/// row exactly where the domain would make that very move, and tells how many it changed. Whatever it left alone is then read, decided by
/// the domain and answered; so what is restated is when a move is plain, never what a refusal means.
/// </summary>
internal sealed class FencedWriter(StatementSet statements, TaskSql sql, int chunk)
{
    /// <summary>The most rows one statement takes: a statement a row costs a tenth more, a larger one no less.</summary>
    public const int UsualChunk = 64;

    // Fewer are not worth the places that stay empty.
    private const int FewestInChunk = 8;

    // A statement keeps what was bound to it last.
    private const int LargestInChunk = 16 * 1024;

    private Statement OneSuccess => field ??= statements.Keep(sql.Succeed(1));

    private Statement Successes => field ??= statements.Keep(sql.Succeed(chunk));

    private Statement OneStart => field ??= statements.Keep(sql.Start(1));

    private Statement Starts => field ??= statements.Keep(sql.Start(chunk));

    private Statement Save => field ??= statements.Keep("SAVEPOINT tasks_chunk");

    private Statement Release => field ??= statements.Keep("RELEASE tasks_chunk");

    private Statement RollBack => field ??= statements.Keep("ROLLBACK TO tasks_chunk");

    /// <summary>How many settlements from an index on are plain, as far as one statement can take them.</summary>
    public int CountPlain(IReadOnlyList<Settlement> settlements, int index)
    {
        var most = Math.Min(chunk, settlements.Count - index);
        var count = 0;
        while (count < most && IsPlain(settlements[index + count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>Records a plain success; false where the domain has to decide, and nothing changed.</summary>
    public bool Succeed(Settlement settlement, Instant now)
    {
        OneSuccess.Bind(1, now);
        BindSuccess(OneSuccess, 2, settlement);
        return OneSuccess.Execute() == 1;
    }

    /// <summary>Records plain successes at once; false where they are too few, or some have to be decided, and nothing changed.</summary>
    public bool SucceedTogether(IReadOnlyList<Settlement> settlements, int index, int count, Instant now)
    {
        if (!IsWorthwhile(count))
        {
            return false;
        }

        Successes.Bind(1, now);
        for (var row = 0; row < count; row++)
        {
            BindSuccess(Successes, 2 + (3 * row), settlements[index + row]);
        }

        Empty(Successes, 2 + (3 * count), 1 + (3 * chunk));
        Save.Execute();
        var areDone = Successes.Execute() == count;
        if (!areDone)
        {
            RollBack.Execute();
        }

        Release.Execute();
        return areDone;
    }

    /// <summary>Notes starts. Those that come too late change nothing, and nobody asks.</summary>
    public void Start(IReadOnlyList<Hold> holds)
    {
        for (var index = 0; index < holds.Count; )
        {
            var count = Math.Min(chunk, holds.Count - index);
            var (statement, width) = IsWorthwhile(count) ? (Starts, count) : (OneStart, 1);
            for (var row = 0; row < width; row++)
            {
                BindHold(statement, 1 + (2 * row), holds[index + row]);
            }

            if (width > 1)
            {
                Empty(statement, 1 + (2 * width), 2 * chunk);
            }

            statement.Execute();
            index += width;
        }
    }

    private static bool IsPlain(Settlement settlement) =>
        settlement is { Outcome: Outcome.Succeeded { Value.ByteCount: <= LargestInChunk }, Metadata: null };

    private bool IsWorthwhile(int count) => count >= Math.Min(FewestInChunk, chunk);

    // No task has the id NULL.
    private static void Empty(Statement statement, int first, int last)
    {
        for (var index = first; index <= last; index++)
        {
            statement.BindNull(index);
        }
    }

    private static void BindSuccess(Statement statement, int first, Settlement settlement)
    {
        BindHold(statement, first, settlement.Hold);
        statement.BindUnless(first + 2, ((Outcome.Succeeded)settlement.Outcome).Value, JsonText.Null);
    }

    private static void BindHold(Statement statement, int first, Hold hold)
    {
        statement.Bind(first, hold.Id.Value);
        statement.Bind(first + 1, hold.Lease);
    }
}
