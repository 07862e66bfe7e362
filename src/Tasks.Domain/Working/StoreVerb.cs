namespace Tasks.Domain.Working;

/// <summary>What a worker asked the store for.</summary>
public enum StoreVerb
{
    /// <summary>To open its session.</summary>
    Open,

    /// <summary>To settle and claim.</summary>
    Exchange,

    /// <summary>To extend its session.</summary>
    Beat,

    /// <summary>To take tasks from lost sessions.</summary>
    Sweep,

    /// <summary>To give back what it does not know of.</summary>
    Reconcile,

    /// <summary>To delete what has been kept long enough.</summary>
    Prune,

    /// <summary>To close its session.</summary>
    Close,
}
