using Microsoft.Data.Sqlite;
using Tasks.Runtime.Stores;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Faults;
using Tasks.Storage.Sqlite.Schema;
using Tasks.Storage.Sqlite.Watching;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// The one thread that writes. Whatever waits goes into one transaction, and one commit answers all of it (group commit): the costly part,
/// forcing the log to the disk, is shared by as many as came while the last one was forced.
/// <code>
///   post ──► lanes ──► begin · run every write · commit ──► answer all, tell the watchers
///                         │            │           │
///                      locked:      a write     fails: none of
///                      wait, up to  fails:      them is stored,
///                      the time-    roll back,  all are told
///                      out          run each in a transaction of its own
/// </code>
/// A thread and not a task: commits block, and a starved thread pool must not keep beats from being written.
/// </summary>
internal sealed class WriteLoop : IAsyncDisposable
{
    /// <summary>The most writes in one transaction, so that a beat never waits long for its end.</summary>
    private const int MostAtOnce = 256;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(1);

    private readonly Lanes lanes = new();
    private readonly List<Write> batch = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim never = new();
    private readonly TimeProvider time = TimeProvider.System;
    private readonly DatabasePlace place;
    private readonly SqliteBackendOptions options;
    private readonly Reopening writer;
    private readonly LookPace pace;
    private readonly Lazy<Thread> thread;
    private readonly Recollection recollection = new();

    /// <summary>A loop that has not begun; the first write begins it.</summary>
    public WriteLoop(DatabasePlace place, TableNames names, SqliteBackendOptions options, TimeProvider clock)
    {
        (this.place, this.options) = (place, options);
        writer = new(place, names, options, clock);
        pace = new(time);
        thread = new(Begin);
    }

    public Watchers Watchers { get; } = new();

    /// <summary>Posts a verb; the answer comes when what it wrote is durable.</summary>
    public Task<T> PostAsync<T>(Func<Ledger, T> verb, CancellationToken cancellationToken, bool isUrgent = false) =>
        PostAsync(new Write<T>(verb, cancellationToken), cancellationToken, isUrgent);

    /// <summary>Posts a write; the answer comes when what it wrote is durable.</summary>
    public Task<T> PostAsync<T>(Write<T> write, CancellationToken cancellationToken, bool isUrgent = false)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        write.PostedAt = time.GetTimestamp();
        if (!lanes.TryAdd(write, isUrgent))
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteStore)));
        }

        _ = thread.Value;
        return write.Answer;
    }

    /// <summary>Calls back at news, and begins to look for that of others.</summary>
    public IDisposable Watch(Action onNews)
    {
        var watch = Watchers.Add(onNews);
        lanes.Wake();
        return watch;
    }

    /// <summary>Works off what was posted, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lanes.Close();
        if (thread.IsValueCreated)
        {
            await ended.Task;
        }
    }

    private Thread Begin()
    {
        var begun = new Thread(Run) { IsBackground = true, Name = "Tasks: SQLite writer" };
        begun.Start();
        return begun;
    }

    private void Run()
    {
        while (true)
        {
            switch (lanes.Wait(Watchers.AreAny ? pace.Next : Timeout.InfiniteTimeSpan))
            {
                case LaneState.Full:
                    Attempt();
                    break;
                case LaneState.Empty:
                    Look();
                    break;
                default:
                    writer.Drop();
                    never.Dispose();
                    ended.SetResult();
                    return;
            }
        }
    }

    /// <summary>Begins a transaction and works off what waits; while others hold the lock, what has waited too long is told.</summary>
    private void Attempt()
    {
        try
        {
            if (recollection.IsThere)
            {
                Look();
                if (recollection.Answer(lanes))
                {
                    return;
                }
            }

            BeginAndTell();
        }
        catch (SqliteException exception) when (StoreFaults.IsBusy(exception))
        {
            writer.RollBack();
            FailPatient(exception);
            never.Wait(LockPause);
            return;
        }
#pragma warning disable CA1031 // Whatever it was, those who wait must be told, and the loop goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            writer.Drop();
            FailAll(lanes.TakePostedBefore(long.MaxValue), exception);
            return;
        }

        Transact();
    }

    private void FailPatient(SqliteException exception)
    {
        var patience = (long)(options.BusyTimeout.TotalSeconds * time.TimestampFrequency);
        FailAll(lanes.TakePostedBefore(time.GetTimestamp() - patience), exception);
    }

    private void Transact()
    {
        batch.Clear();
        recollection.Forget();
        try
        {
            while (batch.Count < MostAtOnce && lanes.TryTake(out var write))
            {
                if (!write.IsAbandoned)
                {
                    batch.Add(write);
                    write.Run(writer.Ledger);
                }
            }
        }
#pragma warning disable CA1031 // One write must not take the others down, whatever it stumbled over.
        catch (Exception)
#pragma warning restore CA1031
        {
            RunEachAlone();
            return;
        }

        Finish(batch);
    }

    /// <summary>After one of a batch failed: every write once more, each in a transaction of its own, so that only the culprit fails.</summary>
    private void RunEachAlone()
    {
        writer.RollBack();
        foreach (var write in batch)
        {
            try
            {
                BeginPatiently(write);
                write.Run(writer.Ledger);
            }
#pragma warning disable CA1031 // Told to whoever waits for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                writer.DropUnlessRefused(exception);
                FailAll([write], exception);
                continue;
            }

            Finish([write]);
        }
    }

    private void BeginPatiently(Write write)
    {
        while (true)
        {
            try
            {
                BeginAndTell();
                return;
            }
            catch (SqliteException exception)
                when (StoreFaults.IsBusy(exception) && time.GetElapsedTime(write.PostedAt) < options.BusyTimeout)
            {
                writer.RollBack();
                never.Wait(LockPause);
            }
        }
    }

    private void BeginAndTell()
    {
        if (writer.Begin())
        {
            Watchers.Tell();
        }
    }

    private void Finish(IReadOnlyList<Write> writes)
    {
        try
        {
            writer.Commit();
        }
        catch (SqliteException exception)
        {
            writer.DropUnlessRefused(exception);
            FailAll(writes, exception);
            return;
        }

        recollection.Note(writes);
        foreach (var write in writes)
        {
            write.Complete();
        }

        if (writer.Ledger.TakeActivity())
        {
            pace.NoteActivity();
        }

        if (writer.Ledger.TakeNews())
        {
            Watchers.Tell();
        }
    }

    private void Look()
    {
        try
        {
            if (writer.HaveOthersWritten())
            {
                recollection.Forget();
                Watchers.Tell();
            }
        }
        catch (SqliteException)
        {
            // The next write meets the same error, and has somebody to tell it to.
            recollection.Forget();
            writer.Drop();
        }
    }

    private void FailAll(IReadOnlyList<Write> writes, Exception exception)
    {
        recollection.Forget();
        foreach (var write in writes)
        {
            write.Fail(StoreFaults.Of(exception, place.Path, options.BusyTimeout));
        }
    }
}
