namespace Tasks.Storage.Sqlite.Rows;

/// <summary>Where each column stands in a SELECT of <see cref="Column.Fresh"/>.</summary>
internal static class FreshColumn
{
    public const int Key = 0;
    public const int Id = 1;
    public const int Name = 2;
    public const int Policy = 3;
    public const int TimeLimit = 4;
    public const int EnqueuedAt = 5;
    public const int RunAfter = 6;
    public const int DueAt = 7;
    public const int Lease = 8;
    public const int WaitReason = 9;
    public const int ArgumentBytes = 10;
    public const int Arguments = 11;
    public const int Trace = 12;
}
