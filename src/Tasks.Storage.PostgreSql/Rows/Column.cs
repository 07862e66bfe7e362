namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>Where each column stands in every SELECT of tasks, counted from the first of them.</summary>
internal static class Column
{
    public const int Id = 0;
    public const int Name = 1;
    public const int Queue = 2;
    public const int Priority = 3;
    public const int Policy = 4;
    public const int TimeLimit = 5;
    public const int EnqueuedAt = 6;
    public const int RunAfter = 7;
    public const int DueAt = 8;
    public const int Lease = 9;
    public const int State = 10;
    public const int WaitReason = 11;
    public const int Attempts = 12;
    public const int Failures = 13;
    public const int Crashes = 14;
    public const int StartedAt = 15;
    public const int LastAttemptedAt = 16;
    public const int FinishedAt = 17;
    public const int IsStarted = 18;
    public const int CancelRequested = 19;
    public const int Workers = 20;
    public const int Errors = 21;
    public const int Metadata = 22;
    public const int Trace = 23;
    public const int Result = 24;
    public const int Arguments = 25;

    private static readonly string[] LeanNames =
    [
        "id",
        "name",
        "queue",
        "priority",
        "policy",
        "time_limit",
        "enqueued_at",
        "run_after",
        "due_at",
        "lease",
        "state",
        "wait_reason",
        "attempts",
        "failures",
        "crashes",
        "started_at",
        "last_attempted_at",
        "finished_at",
        "is_started",
        "cancel_requested",
        "workers",
        "errors",
        "metadata",
        "trace",
    ];

    /// <summary>What a move decides on: everything but the result and the arguments, which may be large.</summary>
    public static string Lean { get; } = Of(LeanNames);

    /// <summary>Everything.</summary>
    public static string All { get; } = Of([.. LeanNames, "result", "arguments"]);

    /// <summary>As many NULLs of the right types, for rows of a UNION that are no tasks.</summary>
    public static string Nothing { get; } =
        "NULL::text, NULL::text, NULL::text, NULL::smallint, NULL::text, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, "
        + "NULL::bigint, NULL::smallint, NULL::smallint, NULL::integer, NULL::integer, NULL::integer, NULL::bigint, NULL::bigint, "
        + "NULL::bigint, NULL::boolean, NULL::boolean, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text";

    // The table is called t wherever columns are listed: others beside it have columns of the same names.
    private static string Of(IEnumerable<string> names) => string.Join(", ", names.Select(name => "t." + name));
}
