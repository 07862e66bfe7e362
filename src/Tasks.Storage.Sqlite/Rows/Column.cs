namespace Tasks.Storage.Sqlite.Rows;

/// <summary>Where each column stands in every SELECT of whole tasks.</summary>
internal static class Column
{
    public const int Key = 0;
    public const int Id = 1;
    public const int Name = 2;
    public const int Queue = 3;
    public const int Priority = 4;
    public const int Policy = 5;
    public const int TimeLimit = 6;
    public const int EnqueuedAt = 7;
    public const int RunAfter = 8;
    public const int DueAt = 9;
    public const int Lease = 10;
    public const int State = 11;
    public const int WaitReason = 12;
    public const int Attempts = 13;
    public const int Failures = 14;
    public const int Crashes = 15;
    public const int StartedAt = 16;
    public const int LastAttemptedAt = 17;
    public const int FinishedAt = 18;
    public const int IsStarted = 19;
    public const int CancelRequested = 20;
    public const int Workers = 21;
    public const int Errors = 22;
    public const int Metadata = 23;
    public const int ArgumentBytes = 24;
    public const int Trace = 25;
    public const int Result = 26;
    public const int Arguments = 27;

    /// <summary>What a move decides on: everything but the result and the arguments, which may be large.</summary>
    public const string Lean =
        "key, id, name, queue, priority, policy, time_limit, enqueued_at, run_after, due_at, lease, state, wait_reason, attempts, failures, "
        + "crashes, started_at, last_attempted_at, finished_at, is_started, cancel_requested, workers, errors, metadata, argument_bytes, trace";

    /// <summary>Everything.</summary>
    public const string All = Lean + ", result, arguments";

    /// <summary>What there is to a waiting task that was never claimed, but for its queue and priority. The columns of <see cref="FreshColumn"/>.</summary>
    public const string Fresh =
        "key, id, name, policy, time_limit, enqueued_at, run_after, due_at, lease, wait_reason, argument_bytes, arguments, trace";
}
