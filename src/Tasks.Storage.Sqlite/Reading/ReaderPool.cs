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

    /// <summary>
    /// Reads. Where nothing was ever stored, it makes neither file nor tables: that takes the write lock, and the reader may be the very one
    /// who holds it.
    /// </summary>
    /// <param name="read">What to read.</param>
    /// <param name="nothing">The answer where nothing was ever stored.</param>
    public T Read<T>(Func<Reader, T> read, T nothing)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteStore));
        Reader? reader = null;
        try
        {
            if (!idle.TryTake(out reader))
            {
                reader = IsFileMissing() ? null : Reader.Open(place, names, options);
                if (reader is null)
                {
                    return nothing;
                }
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

    // A missing directory is a mistake that opening the file will tell.
    private bool IsFileMissing() => !File.Exists(place.Path) && Directory.Exists(Path.GetDirectoryName(place.Path));

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
