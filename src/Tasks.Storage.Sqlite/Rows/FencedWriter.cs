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
    /// <summary>How many rows one statement takes where there are so many: a statement a row costs a tenth more, a larger one no less.</summary>
    public const int UsualChunk = 64;

    // A statement keeps what was bound to it last.
    private const int LargestInChunk = 1024;

    private Statement OneSuccess => field ??= statements.Keep(sql.Succeed(1));

    private Statement Successes => field ??= statements.Keep(sql.Succeed(chunk));

    private Statement OneStart => field ??= statements.Keep(sql.Start(1));

    private Statement Starts => field ??= statements.Keep(sql.Start(chunk));

    private Statement Save => field ??= statements.Keep("SAVEPOINT tasks_chunk");

    private Statement Release => field ??= statements.Keep("RELEASE tasks_chunk");

    private Statement RollBack => field ??= statements.Keep("ROLLBACK TO tasks_chunk");

    /// <summary>How many rows one statement takes.</summary>
    public int Chunk => chunk;

    /// <summary>Whether a settlement is one that <see cref="Succeed"/> knows to write.</summary>
    public static bool IsPlain(Settlement settlement) => settlement is { Outcome: Outcome.Succeeded, Metadata: null };

    /// <summary>Records a plain success; false where the domain has to decide, and nothing changed.</summary>
    public bool Succeed(Settlement settlement, Instant now)
    {
        OneSuccess.Bind(1, now);
        BindSuccess(OneSuccess, 2, settlement);
        return OneSuccess.Execute() == 1;
    }

    /// <summary>Records the <see cref="Chunk"/> successes from an index on, all of them; false where it cannot be all, and nothing changed.</summary>
    public bool SucceedChunk(IReadOnlyList<Settlement> settlements, int index, Instant now)
    {
        if (!IsPlainChunk(settlements, index))
        {
            return false;
        }

        Successes.Bind(1, now);
        for (var row = 0; row < chunk; row++)
        {
            BindSuccess(Successes, 2 + (3 * row), settlements[index + row]);
        }

        Save.Execute();
        var isWhole = Successes.Execute() == chunk;
        if (!isWhole)
        {
            RollBack.Execute();
        }

        Release.Execute();
        return isWhole;
    }

    /// <summary>Notes starts. Those that come too late change nothing, and nobody asks.</summary>
    public void Start(IReadOnlyList<Hold> holds)
    {
        var index = 0;
        for (; index + chunk <= holds.Count; index += chunk)
        {
            for (var row = 0; row < chunk; row++)
            {
                BindHold(Starts, 1 + (2 * row), holds[index + row]);
            }

            Starts.Execute();
        }

        for (; index < holds.Count; index++)
        {
            BindHold(OneStart, 1, holds[index]);
            OneStart.Execute();
        }
    }

    private bool IsPlainChunk(IReadOnlyList<Settlement> settlements, int index)
    {
        if (index + chunk > settlements.Count)
        {
            return false;
        }

        for (var row = 0; row < chunk; row++)
        {
            var settlement = settlements[index + row];
            if (!IsPlain(settlement) || ((Outcome.Succeeded)settlement.Outcome).Value.ByteCount > LargestInChunk)
            {
                return false;
            }
        }

        return true;
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
