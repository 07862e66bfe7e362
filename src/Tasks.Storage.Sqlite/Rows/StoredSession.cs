using Tasks.Domain.Leasing;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>A session as it was read, with the key of its row.</summary>
/// <param name="Key">What tasks name it by.</param>
/// <param name="Session">The session.</param>
internal readonly record struct StoredSession(long Key, Session Session);
