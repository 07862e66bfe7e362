using System.Globalization;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>
/// One verb with everything it is given, done by a store and then by its model at the store's moment. Ids and leases are literal, so that
/// a sequence stays meaningful when a shrinker takes operations out of it.
/// </summary>
public abstract partial record Operation
{
    private Operation() { }

    /// <summary>Which of the stores on one place does it: another process, if the place is durable.</summary>
    public int Through { get; init; }

    /// <summary>Does it twice.</summary>
    /// <returns>What was expected, what was answered, and the model afterwards.</returns>
    public abstract Task<Round> DoAsync(ITaskStore store, StoreModel model);

    /// <summary>The same operation with less in it, the smallest first.</summary>
    public virtual IEnumerable<Operation> Simpler() => [];

    protected abstract string Text { get; }

    public sealed override string ToString() => (Through == 0 ? "" : "(through another store) ") + Text;

    public sealed record Enqueue(ValueList<NewTask> Tasks) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.EnqueueAsync(Tasks, Token);
            // Only a fresh task tells the moment; without one, the model does not need it.
            var fresh = answer.FirstOrDefault(task => !model.Tasks.ContainsKey(task.Id));
            var (expected, after) = model.Enqueue(Tasks, fresh?.EnqueuedAt ?? Instant.Min);
            return new(Fact.OfEach("Enqueued", expected), Fact.OfEach("Enqueued", answer), after);
        }

        public override IEnumerable<Operation> Simpler() =>
            [
                .. Less(Tasks).Select(tasks => this with { Tasks = tasks }),
                .. Each(Tasks, Plain.Tasks).Select(tasks => this with { Tasks = tasks }),
            ];

        protected override string Text => $"enqueue {Show(Tasks, task => $"{task.Id} ({Describe.Call(task.Call)})")}";
    }

    public sealed record Open(SessionId Session, TimeSpan LeaseTime, WorkerProfile Profile) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.OpenAsync(Session, LeaseTime, Profile, Token);
            var (expected, after) = model.Open(Session, LeaseTime, Profile, answer.At);
            return new([new("Opened", expected)], [new("Opened", answer)], after);
        }

        public override IEnumerable<Operation> Simpler() =>
            Profile == WorkerProfile.Unknown ? [] : [this with { Profile = WorkerProfile.Unknown }];

        protected override string Text => $"open {Session} for {LeaseTime} by {Profile}";
    }

    public sealed record Close(SessionId Session) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var at = await store.CloseAsync(Session, Token);
            return new([], [], model.Close(Session, at));
        }

        protected override string Text => $"close {Session}";
    }

    public sealed record Exchange(ExchangeRequest Request) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.ExchangeAsync(Request, Token);
            var (expected, after) = model.Exchange(Request, answer.At);
            return new(Fact.Of(expected), Fact.Of(answer), after);
        }

        public override IEnumerable<Operation> Simpler() => Plain.Exchanges(Request).Select(request => this with { Request = request });

        protected override string Text => Describe.Exchange(Request);
    }

    public sealed record Beat(Domain.Leasing.Beat Sign) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.BeatAsync(Sign, Token);
            var (expected, after) = model.Beat(Sign, answer.At);
            return new(Fact.Of(expected), Fact.Of(answer), after);
        }

        public override IEnumerable<Operation> Simpler() =>
            Sign.Load == default && Sign.Heeded == 0 ? [] : [this with { Sign = new(Sign.Session, Sign.LeaseTime) }];

        protected override string Text => $"beat {Sign}";
    }

    public sealed record Sweep(int Limit) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.SweepAsync(Limit, Token);
            var (expected, after) = model.Sweep(Limit, answer.At);
            return new(Fact.Of(expected), Fact.Of(answer), after);
        }

        protected override string Text => string.Create(CultureInfo.InvariantCulture, $"sweep at most {Limit}");
    }

    public sealed record Reconcile(SessionId Session, long Turn, ValueList<Hold> Held) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.ReconcileAsync(Session, Turn, Held, Token);
            var (expected, after) = model.Reconcile(Session, Turn, Held, answer.At);
            return new(Fact.Of(expected), Fact.Of(answer), after);
        }

        public override IEnumerable<Operation> Simpler() => Less(Held).Select(held => this with { Held = held });

        protected override string Text =>
            string.Create(CultureInfo.InvariantCulture, $"reconcile {Session} turn {Turn} holding {Show(Held, Describe.Hold)}");
    }

    public sealed record Cancel(ValueList<TaskId> Ids) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model) =>
            Compare("Cancelled", Ids, await store.CancelAsync(Ids, Token), model, (before, id, at) => before.Cancel(id, at));

        public override IEnumerable<Operation> Simpler() => Less(Ids).Select(ids => this with { Ids = ids });

        protected override string Text => $"cancel {Ids}";
    }

    public sealed record Retry(ValueList<TaskId> Ids) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model) =>
            Compare("Retried", Ids, await store.RetryAsync(Ids, Token), model, (before, id, at) => before.Retry(id, at));

        public override IEnumerable<Operation> Simpler() => Less(Ids).Select(ids => this with { Ids = ids });

        protected override string Text => $"retry {Ids}";
    }

    public sealed record Annotate(Hold Hold, JsonText Metadata) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.AnnotateAsync(Hold, Metadata, Token);
            var (expected, after) = model.Annotate(Hold, Metadata, answer.At);
            return new([new("Annotated", expected)], [new("Annotated", answer)], after);
        }

        protected override string Text => $"annotate {Describe.Hold(Hold)} with {Describe.Json(Metadata)}";
    }

    public sealed record Read(ValueList<TaskId> Ids) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var answer = await store.ReadAsync(Ids, Token);
            var expected = Ids.Select(id => model.Tasks.GetValueOrDefault(id)).ToArray();
            return new(Fact.OfEach("Read", expected), Fact.OfEach("Read", answer), model);
        }

        public override IEnumerable<Operation> Simpler() => Less(Ids).Select(ids => this with { Ids = ids });

        protected override string Text => $"read {Ids}";
    }

    public sealed record List(TaskFilter Filter) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model) =>
            new(Fact.OfEach("Listed", model.List(Filter)), Fact.OfEach("Listed", await store.ListAsync(Filter, Token)), model);

        protected override string Text => $"list {Filter}";
    }

    public sealed record Count(TaskFilter Filter, long AtMost) : Operation
    {
        public override async Task<Round> DoAsync(ITaskStore store, StoreModel model)
        {
            var expected = model.Count(Filter, AtMost);
            return new([new("Count", expected)], [new("Count", await store.CountAsync(Filter, AtMost, Token))], model);
        }

        protected override string Text => string.Create(CultureInfo.InvariantCulture, $"count {Filter} up to {AtMost}");
    }

    /// <summary>The store is closed and opened again, as by a restart; nothing may change.</summary>
    public sealed record Reopen : Operation
    {
        public override Task<Round> DoAsync(ITaskStore store, StoreModel model) => Task.FromResult(new Round([], [], model));

        protected override string Text => "dispose the store and open it again";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Round Compare(
        string name,
        IReadOnlyList<TaskId> ids,
        IReadOnlyList<MoveAnswer> answers,
        StoreModel model,
        Func<StoreModel, TaskId, Instant, (MoveAnswer Answer, StoreModel After)> move
    )
    {
        var expected = new List<MoveAnswer>();
        foreach (var (id, answer) in ids.Zip(answers))
        {
            (var told, model) = move(model, id, answer.At);
            expected.Add(told);
        }

        return new([new(name + ".Count", ids.Count), .. Fact.OfEach(name, expected).Skip(1)], Fact.OfEach(name, answers), model);
    }

    private static string Show<T>(IEnumerable<T> items, Func<T, string> show) => "[" + string.Join(", ", items.Select(show)) + "]";

    private static IEnumerable<ValueList<T>> Less<T>(ValueList<T> items)
        where T : IEquatable<T> => items.Select((_, index) => (ValueList<T>)[.. items.Where((_, other) => other != index)]);

    private static IEnumerable<ValueList<T>> Each<T>(ValueList<T> items, Func<T, IEnumerable<T>> plainer)
        where T : IEquatable<T> =>
        items.SelectMany(
            (item, index) => plainer(item).Select(plain => (ValueList<T>)[.. items.Select((old, at) => at == index ? plain : old)])
        );
}
