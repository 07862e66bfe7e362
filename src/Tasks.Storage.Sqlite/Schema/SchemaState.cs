namespace Tasks.Storage.Sqlite.Schema;

/// <summary>What there is of the tables of an alias.</summary>
internal enum SchemaState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>Tables of an earlier release, which lack what was added since.</summary>
    Incomplete,

    /// <summary>All this program needs.</summary>
    Current,
}
