namespace Tasks.Storage.Sqlite.Writing;

/// <summary>One verb on its way to the writer, and whoever waits for it. It may be run more than once, and answers once.</summary>
internal abstract class Write(CancellationToken abandoned)
{
    /// <summary>When it was posted, by the monotonic clock.</summary>
    public long PostedAt { get; set; }

    /// <summary>Nobody waits any more: it need not be begun.</summary>
    public bool IsAbandoned => abandoned.IsCancellationRequested;

    /// <summary>Runs the verb inside the open transaction.</summary>
    public abstract void Run(Ledger ledger);

    /// <summary>Answers: the transaction of its last run is durable.</summary>
    public abstract void Complete();

    /// <summary>Answers: nothing of it was stored.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A verb with its answer.</summary>
/// <typeparam name="T">What it answers.</typeparam>
internal class Write<T>(Func<Ledger, T> verb, CancellationToken abandoned) : Write(abandoned)
{
    private readonly TaskCompletionSource<T> waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken abandoned = abandoned;

    /// <summary>What its last run gave.</summary>
    protected T? Given { get; set; }

    /// <summary>The answer, or the end of the wait for it.</summary>
    public Task<T> Answer => waiting.Task.WaitAsync(abandoned);

    public override void Run(Ledger ledger) => Given = verb(ledger);

    public override void Complete() => waiting.TrySetResult(Given!);

    public override void Fail(Exception exception) => waiting.TrySetException(exception);
}
