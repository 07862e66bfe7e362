using System.Text;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Rows;

public sealed class VerbatimTests : StoreTest
{
    /// <summary>JSON of every size around the limit of a row, and bytes that are not even UTF-8.</summary>
    private static IReadOnlyList<JsonText> Texts { get; } =
    [
        .. Some.AwkwardJson,
        .. ((int[])[1023, 1024, 1025, 70_000, 1_100_000]).Select(size => JsonText.From($"\"{new string('é', size / 2 - 1)}\"")),
        new(new byte[] { (byte)'"', 0xff, 0xfe, 0, 0xc3, (byte)'"' }),
        JsonText.Null,
        JsonText.EmptyObject,
    ];

    [Fact, Trait("Spec", "ARG-7")]
    public async Task Arguments_results_and_metadata_come_back_byte_for_byte()
    {
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        for (var index = 0; index < Texts.Count; index++)
        {
            var text = Texts[index];
            await EnqueueAsync(store, new NewTask(Some.Id($"t{(char)('a' + index)}"), Some.Call with { Arguments = text }));
            var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
            Assert.Equal(text, claimed.Call.Arguments);
            await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, new Outcome.Succeeded(text), text));
        }

        var again = Open();
        var read = await again.ReadAsync([.. Texts.Select((_, index) => Some.Id($"t{(char)('a' + index)}"))], Cancelled);
        Assert.Equal(Texts, read.Select(task => task!.Call.Arguments));
        Assert.Equal(Texts, read.Select(task => task!.Metadata));
        Assert.Equal(Texts, read.Select(task => ((TaskState.Successful)task!.State).Value));
        Assert.Equal(Texts, (await again.ListAsync(new(), Cancelled)).Reverse().Select(task => task.Call.Arguments));
    }

    [Fact, Trait("Spec", "ARG-7")]
    public async Task Arguments_are_text_that_other_programs_can_read()
    {
        await EnqueueAsync(Open(), Some.New("a", Some.CallWith(arguments: """{"x": 1.0e5}""")));

        Assert.Equal("""{"x": 1.0e5}""", Scalar("SELECT arguments FROM tasks_tasks"));
        Assert.Equal("text", Scalar("SELECT typeof(arguments) FROM tasks_tasks"));
    }

    [Fact]
    public async Task Names_that_look_alike_are_told_apart()
    {
        var store = Open();

        await EnqueueAsync(store, [.. Some.AwkwardNames.Select(name => Some.New(name, Some.CallWith(queue: name)))]);

        Assert.Equal(
            Some.AwkwardNames,
            (await store.ReadAsync([.. Some.AwkwardNames.Select(Some.Id)], Cancelled)).Select(task => task!.Call.Definition.Queue.Value)
        );
        Assert.Equal(1, await store.CountAsync(new(Queue: QueueName.Stored("t%")), long.MaxValue, Cancelled));
    }

    [Fact]
    public async Task A_name_with_half_a_surrogate_pair_is_refused_and_stores_nothing()
    {
        var store = Open();

        await FaultAsync(TaskStoreFault.Refused, () => EnqueueAsync(store, Some.New("a"), Some.New("half \ud83d")));

        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F71")]
    public async Task A_megabyte_of_arguments_is_written_once_and_not_again_with_every_move()
    {
        const int Megabyte = 1024 * 1024;
        // No checkpoint in between, so that the log tells what was written.
        var store = Open(
            new()
            {
                ConnectionString = Place.ConnectionString,
                Prefix = "tasks_",
                WriterPragmas = "PRAGMA wal_autocheckpoint = 0",
            }
        );
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a", Some.CallWith(arguments: $"\"{Encoding.ASCII.GetString(new byte[Megabyte])}\"")));
        var log = new FileInfo(Place.File + "-wal");
        var before = log.Length;

        var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, Some.Success));
        log.Refresh();

        Assert.True(before > Megabyte);
        Assert.InRange(log.Length - before, 1, Megabyte / 10);
    }

    [Fact, Trait("Fault", "F71")]
    public async Task Five_hundred_megabytes_that_are_due_at_once_are_claimed_in_batches_of_eight()
    {
        const int Tasks = 512;
        const int PerBatch = 7; // the eighth would go over 8 MiB by its quotes
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var call = Some.CallWith(arguments: $"\"{new string('x', 1024 * 1024)}\"");
        foreach (var numbers in Enumerable.Range(0, Tasks).Chunk(16))
        {
            await EnqueueAsync(store, [.. numbers.Select(number => Some.New($"t{number:000}", call))]);
        }

        var seen = 0;
        while (await ClaimAsync(store, Some.Session("1"), Tasks) is { Claimed.Count: > 0 } answer)
        {
            Assert.InRange(answer.Claimed.Count, 1, PerBatch);
            Assert.InRange(answer.Claimed.Sum(task => (long)task.Call.Arguments.ByteCount), 1, ClaimRequest.DefaultMaxBytes);
            seen += answer.Claimed.Count;
            await SettleAsync(store, Some.Session("1"), [.. answer.Claimed.Select(task => new Settlement(task.Hold, Some.Success))]);
        }

        Assert.Equal(Tasks, seen);
    }
}
