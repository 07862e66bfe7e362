using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Faults;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>A few connections that only read. As many as are needed at once are open, and a few are kept.</summary>
internal sealed class ReaderPool(DatabasePlace place, TableNames names, SqliteBackendOptions options) : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<Reader> idle = [];
    private volatile bool isDisposed;

    public T Read<T>(Func<Reader, T> read)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteStore));
        Reader? reader = null;
        try
        {
            if (!idle.TryTake(out reader))
            {
                reader = new(place, names, options);
            }

            var answer = read(reader);
            GiveBack(reader);
            return answer;
        }
        catch (Exception exception)
        {
            // Whatever went wrong with the connection goes away with it.
            reader?.Dispose();
            if (exception is SqliteException)
            {
                throw StoreFaults.Of(exception, place.Path, options.BusyTimeout);
            }

            throw;
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void GiveBack(Reader reader)
    {
        if (isDisposed || idle.Count >= Kept)
        {
            reader.Dispose();
            return;
        }

        idle.Add(reader);
        if (isDisposed)
        {
            Dispose();
        }
    }
}
