using System.ComponentModel;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Calls;
using Tasks.Runtime.Observing;
using Tasks.Runtime.Results;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Telemetry;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Backends;

/// <summary>
/// Runs each call in the enqueue itself and keeps nothing. The moves are the domain's own and the method runs on what is read back from
/// JSON, so what works here works on a store. One attempt: a failure is the last.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class ImmediateBackend : ITaskBackend, IResultSource
{
    private readonly TaskJson json;
    private readonly Intake intake;
    private readonly Announcements announcements;
    private readonly TimeProvider time;
    private readonly SessionId session = SessionId.Of(WorkerId.From("immediate")!.Value, TaskIds.Next());
    private readonly RunPlace place;

    /// <summary>A backend that runs what it is given.</summary>
    /// <param name="parts">What every backend is made of.</param>
    public ImmediateBackend(BackendParts parts)
    {
        Alias = parts.Alias;
        time = parts.Time;
        json = new(parts.Options.SerializerOptions, parts.Options.MaxResultBytes);
        intake = new(Features, parts.Options, json);
        announcements = new(parts.Services);
        place = new(this, json, parts.Services);
    }

    /// <inheritdoc/>
    public string Alias { get; }

    /// <inheritdoc/>
    public TaskBackendFeatures Features { get; } = new() { SupportsAsyncTask = true, SupportsPriority = true };

    private Instant Now => Instant.From(time.GetUtcNow());

    /// <summary>Runs a call, here and now.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="cancellationToken">Cancels the run; then the cancellation is thrown and no result is given.</param>
    /// <returns>The finished result, also if the method threw.</returns>
    /// <exception cref="InvalidTaskException">The backend does not accept the call; nothing ran.</exception>
    public async Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default)
    {
        var task = Accept(call);
        cancellationToken.ThrowIfCancellationRequested();
        return await RunAsync(call.Method, task, cancellationToken);
    }

    /// <inheritdoc cref="EnqueueAsync(TaskCall, CancellationToken)"/>
    public async Task<TaskResult<T>> EnqueueAsync<T>(TaskCall<T> call, CancellationToken cancellationToken = default) =>
        (await EnqueueAsync((TaskCall)call, cancellationToken)).As<T>();

    /// <summary>Runs several calls, one after the other; none if one of them is not acceptable.</summary>
    /// <param name="calls">What to run.</param>
    /// <param name="cancellationToken">Cancels the run that is on; then the cancellation is thrown and the rest does not run.</param>
    /// <returns>The finished results, in the order of the calls.</returns>
    public async Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(
        IEnumerable<TaskCall> calls,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(calls);
        var given = calls.ToArray();
        var tasks = Array.ConvertAll(given, Accept);
        var results = new TaskResult[tasks.Length];
        for (var index = 0; index < tasks.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results[index] = await RunAsync(given[index].Method, tasks[index], cancellationToken);
        }

        return results;
    }

    /// <summary>Not supported: nothing is kept.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default) => NothingKept();

    /// <summary>Not supported: nothing is kept.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default) => NothingKept();

    /// <summary>Not supported: nothing is kept.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default) => NothingKept();

    Task<TaskResult> IResultSource.WaitAsync(TaskResult result, TimeSpan timeout, CancellationToken cancellationToken) => NothingKept();

    /// <summary>A run of a method outside any backend: it reads as running, and what it stores goes nowhere.</summary>
    /// <param name="method">What runs.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public Run RunOutside(ITaskMethod method, CallTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(terms);
        var call = new Call(terms.Definition, JsonText.EmptyObject, Timing.Now);
        var task = Claim(TaskLifecycle.Enqueue(TaskId.Stored(TaskIds.Next()), call, Now));
        return new CallersRun(task, static _ => { }, cancellationToken);
    }

    private static Task<TaskResult> NothingKept() =>
        Task.FromException<TaskResult>(new NotSupportedException("This backend does not support retrieving or refreshing results."));

    private TaskRecord Accept(TaskCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var sending = Sending.Begin(Alias, call, time);
        try
        {
            if (call.Terms.Transaction is not null)
            {
                throw Refused.NoTransactions(Alias);
            }

            var task = intake.Accept(call);
            sending?.Succeed(task.Id);
            return TaskLifecycle.Enqueue(task.Id, task.Call, Now);
        }
        catch (Exception exception)
        {
            sending?.Fail(exception);
            throw;
        }
    }

    private TaskRecord Claim(TaskRecord task) => TaskLifecycle.Claim(task, session, true, Instant.Later(Now, task.DueAt)).OrThrow();

    private async Task<TaskResult> RunAsync(ITaskMethod method, TaskRecord task, CancellationToken cancellationToken)
    {
        await announcements.EnqueuedAsync(Wrap(task), cancellationToken);
        task = Claim(task);
        using var processing = Processing.IsHeard ? Processing.Begin(Alias, task, session.Value, time) : null;
        using var scope = announcements.Logger.BeginScope(new RunScope(task.Id.Value, session.Value));
        await announcements.StartedAsync(Wrap(task), cancellationToken);
        using var attempt = new ImmediateAttempt(method, place, task, time);
        var (outcome, exception) = await attempt.RunAsync(cancellationToken);
        processing?.End((outcome as Outcome.Failed)?.Failure, null);
        if (attempt.Metadata is { } metadata)
        {
            task = TaskLifecycle.Annotate(task, task.Lease, metadata).OrThrow();
        }

        var result = Wrap(TaskLifecycle.Settle(task, task.Lease, outcome, Now).OrThrow());
        Finishes.Count(Alias, task.Call.Definition, outcome is Outcome.Succeeded ? Status.Successful : Status.Failed);
        await announcements.SettledAsync(result, exception, cancellationToken);
        return result;
    }

    private TaskResult Wrap(TaskRecord task) => TaskResult.Of(task, this, json);
}
