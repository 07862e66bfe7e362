using Tasks.Domain;
using Tasks.Runtime.Stores;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>How the file is: what of its settings is less than what is promised, and how large it has grown.</summary>
internal sealed class Inspection(DatabasePlace place, SqliteBackendOptions options)
{
    public StoreInspection Of(Instant now, long bytes, long free) =>
        new(
            now,
            options.Durability == SqliteDurability.Full
                ? []
                :
                [
                    "Durability is Normal: tasks acknowledged in the last moments before a power cut may be lost; set it to Full if they matter.",
                ],
            [
                new("tasks.store.file_size", "By", "Size of the database file.", bytes),
                new("tasks.store.free_size", "By", "Size of the pages in the file that hold nothing.", free),
                new("tasks.store.log_size", "By", "Size of the write-ahead log beside the file.", LogSize()),
            ]
        );

    private long LogSize()
    {
        var log = new FileInfo(place.Path + "-wal");
        return log.Exists ? log.Length : 0;
    }
}
