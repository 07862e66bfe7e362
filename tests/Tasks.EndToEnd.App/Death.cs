namespace Tasks.EndToEnd.App;

/// <summary>When a process dies.</summary>
public enum Death
{
    /// <summary>With its transaction open.</summary>
    BeforeCommit,

    /// <summary>With its transaction committed, and nothing said to the worker yet.</summary>
    AfterCommit,
}
