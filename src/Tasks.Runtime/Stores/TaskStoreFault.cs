namespace Tasks;

/// <summary>Why a store could not do what was asked, as far as the caller's next step is concerned.</summary>
public enum TaskStoreFault
{
    /// <summary>Busy or out of reach for now: the same call may succeed later.</summary>
    Unavailable,

    /// <summary>The store will never accept these data: trying again cannot help, leaving out the culprit can.</summary>
    Refused,

    /// <summary>The place is not usable until somebody acts: read-only, full, corrupt, or not to be opened.</summary>
    Unusable,

    /// <summary>The schema belongs to a newer release than this program.</summary>
    SchemaTooNew,
}
