using System.Globalization;
using Tasks.Domain.Calls;
using Tasks.Domain.Modelling;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>What operators ask for.</summary>
public abstract partial record Operation
{
    public sealed record Pause(QueueName Queue) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.PauseAsync(Queue, Token);
            var (expected, after) = model.Pause(Queue, answer.At);
            return new([new("Paused", expected)], [new("Paused", answer)], after);
        }

        protected override string Text => $"pause {Queue}";
    }

    public sealed record Resume(QueueName Queue) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.ResumeAsync(Queue, Token);
            var (expected, after) = model.Resume(Queue, answer.At);
            return new([new("Resumed", expected)], [new("Resumed", answer)], after);
        }

        protected override string Text => $"resume {Queue}";
    }

    public sealed record Prune(PruneRequest Request) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.PruneAsync(Request, Token);
            var (expected, after) = model.Prune(Request, answer.At);
            return new([new("Pruned", expected)], [new("Pruned", answer)], after);
        }

        protected override string Text => $"prune {Request}";
    }

    public sealed record Queues(int AtMost) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.QueuesAsync(AtMost, Token);
            var expected = model.Queues(AtMost, answer.At);
            return new(
                [.. Fact.OfEach("Queues", expected.Queues), new("Pauses", expected.Pauses)],
                [.. Fact.OfEach("Queues", answer.Queues), new("Pauses", answer.Pauses)],
                model
            );
        }

        protected override string Text => string.Create(CultureInfo.InvariantCulture, $"look at the queues, counting up to {AtMost}");
    }

    public sealed record Sessions : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.SessionsAsync(Token);
            var expected = model.Sessions.Values.OrderBy(session => session.Id).ToArray();
            return new(
                [.. Fact.OfEach("Sessions", expected), new("Pauses", model.Pauses)],
                [.. Fact.OfEach("Sessions", answer.Sessions), new("Pauses", answer.Pauses)],
                model
            );
        }

        protected override string Text => "look at the sessions";
    }
}
