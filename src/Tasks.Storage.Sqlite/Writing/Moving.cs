using LanguageExt;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>Moves asked for one by one: cancel, retry, metadata, and an outcome in a caller's own transaction.</summary>
internal static class Moving
{
    public static IReadOnlyList<MoveAnswer> Cancel(Ledger ledger, IReadOnlyList<TaskId> ids) => Each(ledger, ids, TaskLifecycle.Cancel);

    public static IReadOnlyList<MoveAnswer> Retry(Ledger ledger, IReadOnlyList<TaskId> ids) => Each(ledger, ids, TaskLifecycle.Retry);

    public static MoveAnswer Annotate(Ledger ledger, Hold hold, JsonText metadata) =>
        MoveAnswer.Of(
            ledger.Move(hold.Id, ledger.Tasks.Find(hold.Id), task => TaskLifecycle.Annotate(task, hold.Lease, metadata)),
            ledger.Now()
        );

    public static MoveAnswer Settle(Ledger ledger, Settlement settlement)
    {
        var (hold, outcome, metadata) = settlement;
        var now = ledger.Now();
        var decision = ledger.Move(
            hold.Id,
            ledger.Tasks.Find(hold.Id),
            task => TaskLifecycle.Settle(metadata is { } text ? task with { Metadata = text } : task, hold.Lease, outcome, now)
        );
        return MoveAnswer.Of(decision, now);
    }

    private static MoveAnswer[] Each(
        Ledger ledger,
        IReadOnlyList<TaskId> ids,
        Func<TaskRecord, Domain.Instant, Either<TaskRefusal, TaskChange>> move
    )
    {
        var now = ledger.Now();
        return [.. ids.Select(id => MoveAnswer.Of(ledger.Move(id, ledger.Tasks.Find(id), task => move(task, now)), now))];
    }
}
