using System.Text;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Tests.Faults;

public sealed class FaultTests : StoreTest
{
    [Fact, Trait("Fault", "F33")]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = new string('x', 10_000);
        await File.WriteAllTextAsync(Place.File, text, Cancelled);
        var store = Open();

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(store, Some.New("a")));
        await FaultAsync(TaskStoreFault.Unusable, () => ReadAsync(store, "a"));

        Assert.Contains("is no SQLite database", exception.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(Place.File, Cancelled));
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_corrupt_file_is_told_as_such()
    {
        await using (var store = Place.Open())
        {
            await EnqueueAsync(store, [.. Enumerable.Range(0, 2000).Select(number => Some.New($"t{number}"))]);
        }

        // Everything but the first page, which says that it is a database.
        await using (var file = new FileStream(Place.File, FileMode.Open))
        {
            file.Position = 4096;
            await file.WriteAsync(Encoding.ASCII.GetBytes(new string('x', (int)file.Length - 4096)), Cancelled);
        }

        var broken = Open();
        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(broken, Some.New("a")));
        await FaultAsync(TaskStoreFault.Unusable, () => broken.ListAsync(new(), Cancelled));
        Assert.Contains("corrupt", exception.Message);
        Assert.Contains("backup", exception.Message);
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_missing_directory_is_told_and_not_made()
    {
        var directory = Path.Combine(Path.GetDirectoryName(Place.File)!, "missing");
        var store = Open(new() { ConnectionString = $"Data Source={Path.Combine(directory, "tasks.db")}", Prefix = "tasks_" });

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(store, Some.New("a")));
        Assert.Contains("its directory must exist", exception.Message);

        // And the same store works once somebody has made it.
        Directory.CreateDirectory(directory);
        await EnqueueAsync(store, Some.New("a"));
        Assert.NotNull(await ReadAsync(store, "a"));
        await store.DisposeAsync();
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_directory_in_place_of_the_file_is_told()
    {
        Directory.CreateDirectory(Place.File);

        await FaultAsync(TaskStoreFault.Unusable, () => Open().PrepareAsync(Cancelled));
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_read_only_database_is_told_and_stays_as_it_is()
    {
        await using (var writable = Place.Open())
        {
            await EnqueueAsync(writable, Some.New("a"));
        }

        var store = Open(With("PRAGMA query_only = 1"));

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(store, Some.New("b")));
        Assert.Contains("read-only", exception.Message);
        Assert.Contains("write permission", exception.Message);
        Assert.Equal(1, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_file_without_write_permission_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        await using (var writable = Place.Open())
        {
            await EnqueueAsync(writable, Some.New("a"));
        }

        File.SetAttributes(Place.File, FileAttributes.ReadOnly);
        await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(Open(), Some.New("b")));
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_full_disk_fails_what_does_not_fit_and_loses_nothing_that_was_stored()
    {
        var store = Open(With("PRAGMA max_page_count = 40"));
        await EnqueueAsync(store, Some.New("kept"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);

        var large = Some.CallWith(arguments: $"\"{new string('x', 400_000)}\"");
        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(store, Some.New("small"), Some.New("large", large)));

        Assert.Contains("free space", exception.Message);
        Assert.Equal(["kept"], (await store.ListAsync(new(), Cancelled)).Select(task => task.Id.Value));
        // What still fits is still taken, and the worker's session and outcome are as they were.
        Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
        var settled = await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, Some.Success));
        Assert.Equal(Verdict.Applied, Assert.Single(settled.Settled).Verdict);
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_full_disk_does_not_fail_those_that_wait_beside_the_one_that_does_not_fit()
    {
        var store = Open(With("PRAGMA max_page_count = 40"));
        await store.PrepareAsync(Cancelled);
        var large = Some.CallWith(arguments: $"\"{new string('x', 400_000)}\"");

        var held = Lock();
        var before = EnqueueAsync(store, Some.New("before"));
        var tooLarge = EnqueueAsync(store, Some.New("large", large));
        var after = EnqueueAsync(store, Some.New("after"));
        Unlock(held);

        await before;
        await after;
        await FaultAsync(TaskStoreFault.Unusable, () => tooLarge);
        Assert.Equal(2, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F33"), Trait("Spec", "CLI-4")]
    public async Task A_lock_that_is_given_up_in_time_is_waited_for()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);

        var held = Lock();
        var waiting = EnqueueAsync(store, Some.New("a"));
        Unlock(held);

        Assert.Equal("a", Assert.Single(await waiting).Id.Value);
    }

    [Fact, Trait("Fault", "F21")]
    public async Task A_row_that_somebody_deleted_is_reported_missing_and_the_others_are_settled()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;

        Execute("DELETE FROM tasks_tasks WHERE id = 'a'");
        var answer = await SettleAsync(store, Some.Session("1"), [.. claimed.Select(task => new Settlement(task.Hold, Some.Success))]);

        Assert.Equal([Verdict.Missing, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
    }

    [Fact, Trait("Spec", "CLI-5")]
    public async Task A_row_that_somebody_spoilt_keeps_no_worker_from_the_next()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("spoilt"), Some.New("well"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        Execute(
            "UPDATE tasks_tasks SET policy = 'rubbish', errors = 'rubbish', workers = x'ff', metadata = 'rubbish', attempts = 'x', time_limit = -1, "
                + "wait_reason = 99, arguments = x'00ff' WHERE id = 'spoilt'"
        );
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;
        var answer = await SettleAsync(store, Some.Session("1"), [.. claimed.Select(task => new Settlement(task.Hold, Some.LastFailure))]);

        Assert.Equal(["spoilt", "well"], claimed.Select(task => task.Id.Value));
        Assert.Equal([Verdict.Applied, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
    }

    [Fact, Trait("Spec", "CLI-5")]
    public async Task A_row_in_a_state_that_nobody_knows_is_told_when_it_is_read_and_harms_no_other()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("odd"), Some.New("well"));
        Execute("UPDATE tasks_tasks SET state = 9 WHERE id = 'odd'");
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => ReadAsync(store, "odd"));
        await FaultAsync(TaskStoreFault.Unusable, () => store.CancelAsync([Some.Id("odd")], Cancelled));

        Assert.Contains("'odd'", exception.Message);
        Assert.Equal("well", Assert.Single((await ClaimAsync(store, Some.Session("1"), 2)).Claimed).Id.Value);
    }

    [Fact]
    public async Task Tables_that_somebody_dropped_are_told_and_what_the_script_makes_again_is_used_again()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        Execute("DROP TABLE tasks_sessions");

        var exception = await FaultAsync(
            TaskStoreFault.Unusable,
            () => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled)
        );

        Assert.Contains("schema", exception.Message);
        Execute(SqliteSchema.Script("tasks_"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
    }

    private SqliteBackendOptions With(string pragmas) =>
        new()
        {
            ConnectionString = Place.ConnectionString,
            Prefix = "tasks_",
            WriterPragmas = pragmas,
        };
}
