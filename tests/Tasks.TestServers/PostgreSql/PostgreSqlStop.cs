namespace Tasks.TestServers.PostgreSql;

/// <summary>How a server is stopped.</summary>
public enum PostgreSqlStop
{
    /// <summary>In order: connections are ended and everything is written.</summary>
    Fast,

    /// <summary>As a crash: everything is dropped, and the next start recovers from the log.</summary>
    Immediate,
}
