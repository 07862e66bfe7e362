using Tasks.Domain.Calls;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql.Watching;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Where a step that was committed tells what it did: the watchers of this process at once, other processes by a notification.</summary>
internal sealed class News(Watchers watchers, Notifier notifier)
{
    /// <summary>Something ended: of interest here only.</summary>
    public void Tell() => watchers.Tell();

    /// <summary>The pauses of a queue have changed: every worker is to hear it.</summary>
    public void Tell(QueueName queue)
    {
        watchers.Tell();
        notifier.Note([queue]);
    }

    /// <summary>Tasks were moved; where one of them waits now, others may want it.</summary>
    public void Tell(Ledger ledger)
    {
        if (ledger.Changes.Count == 0)
        {
            return;
        }

        watchers.Tell();
        notifier.Note(ledger.Filled);
    }
}
