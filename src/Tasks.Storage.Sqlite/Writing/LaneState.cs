namespace Tasks.Storage.Sqlite.Writing;

/// <summary>What a wait for work found.</summary>
internal enum LaneState
{
    /// <summary>Nothing yet.</summary>
    Empty,

    /// <summary>Something to do.</summary>
    Full,

    /// <summary>Nothing, and nothing will come.</summary>
    Closed,
}
