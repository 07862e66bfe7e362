using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Watching;

namespace Tasks.Storage.Sqlite.Tests.Watching;

public sealed class WatchTests : StoreTest
{
    [Fact]
    public async Task Own_commits_are_told_at_once_and_claims_and_beats_are_none()
    {
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var news = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref news));

        await EnqueueAsync(store, Some.New("a"));
        await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled);
        var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await ClaimAsync(store, Some.Session("1"));
        // Whatever is told of a commit is told before the next one begins.
        await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled);
        Assert.Equal(1, Volatile.Read(ref news));

        await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, Some.Success));
        await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled);
        Assert.Equal(2, Volatile.Read(ref news));
    }

    [Fact]
    public async Task Commits_of_others_are_noticed_without_a_write_of_ones_own()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        var news = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref news));

        await EnqueueAsync(Open(), Some.New("a"));

        await Eventually.TrueAsync(() => Volatile.Read(ref news) > 0, "the news");
    }

    [Fact]
    public async Task An_exchange_that_finds_nothing_writes_nothing()
    {
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        using var other = Place.Connect();
        using var look = other.CreateCommand();
        look.CommandText = "PRAGMA data_version";
        var before = look.ExecuteScalar();

        for (var poll = 0; poll < 10; poll++)
        {
            await ClaimAsync(store, Some.Session("1"));
        }

        Assert.Equal(before, look.ExecuteScalar());
    }

    [Fact]
    public async Task A_watch_that_was_ended_is_not_called_and_one_that_throws_harms_nobody()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        var (ended, going) = (0, 0);
        var watch = store.Watch(() => ended++);
        using var angry = store.Watch(() => throw new InvalidOperationException("angry"));
        using var calm = store.Watch(() => Interlocked.Increment(ref going));

        watch.Dispose();
        watch.Dispose();
        await EnqueueAsync(store, Some.New("a"));
        await EnqueueAsync(store, Some.New("b"));
        await store.PrepareAsync(Cancelled);

        Assert.Equal((0, 2), (ended, going));
    }

    [Fact]
    public void Looks_are_brisk_for_a_minute_after_the_last_activity_and_calm_after_it()
    {
        var time = new SteppingTime();
        var pace = new LookPace(time);

        Assert.Equal(LookPace.Brisk, pace.Next);
        time.Elapsed = TimeSpan.FromSeconds(59);
        Assert.Equal(LookPace.Brisk, pace.Next);
        time.Elapsed = TimeSpan.FromSeconds(60);
        Assert.Equal(LookPace.Calm, pace.Next);
        pace.NoteActivity();
        Assert.Equal(LookPace.Brisk, pace.Next);
    }

    private sealed class SteppingTime : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
