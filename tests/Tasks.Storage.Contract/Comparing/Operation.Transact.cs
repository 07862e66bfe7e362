using System.Data.Common;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>What a caller does in a transaction of its own.</summary>
public abstract partial record Operation
{
    /// <summary>Enqueues, records outcomes, and commits or rolls back; only on places that have transactions.</summary>
    public sealed record Transact(ValueList<NewTask> Tasks, ValueList<Settlement> Settlements, bool Commits) : Operation
    {
        public override Task<Round> DoAsync(ITaskStore store, StoreModel model) =>
            throw new NotSupportedException("A transaction needs a connection.");

        public async Task<Round> DoAsync(ITransactionalStore store, DbConnection connection, StoreModel model)
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            var enqueued = await store.EnqueueAsync(Tasks, transaction, Token);
            var fresh = enqueued.FirstOrDefault(task => !model.Tasks.ContainsKey(task.Id));
            var (expected, after) = model.Enqueue(Tasks, fresh?.EnqueuedAt ?? Instant.Min);
            var (answers, told) = (new List<MoveAnswer>(), new List<MoveAnswer>());
            foreach (var settlement in Settlements)
            {
                answers.Add(await store.SettleAsync(settlement, transaction, Token));
                (var answer, after) = after.Finish(settlement, answers[^1].At);
                told.Add(answer);
            }

            await (Commits ? transaction.CommitAsync(Token) : transaction.RollbackAsync(Token));
            return new(
                [.. Fact.OfEach("Enqueued", expected), .. Fact.OfEach("Finished", told)],
                [.. Fact.OfEach("Enqueued", enqueued), .. Fact.OfEach("Finished", answers)],
                Commits ? after : model
            );
        }

        public override IEnumerable<Operation> Simpler() =>
            [
                .. Less(Tasks).Select(tasks => this with { Tasks = tasks }),
                .. Less(Settlements).Select(settlements => this with { Settlements = settlements }),
                .. Each(Tasks, Plain.Tasks).Select(tasks => this with { Tasks = tasks }),
            ];

        protected override string Text =>
            $"in a transaction that is {(Commits ? "committed" : "rolled back")}, "
            + $"enqueue {Show(Tasks, task => $"{task.Id} ({Describe.Call(task.Call)})")} and "
            + Show(Settlements, Describe.Settlement);
    }
}
