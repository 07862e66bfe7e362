using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Tests.Connecting;

public sealed class PlaceTests : StoreTest
{
    private readonly SqliteBackendKind kind = new();

    [Fact]
    public void The_kind_is_called_Sqlite() => Assert.Equal("Sqlite", kind.Name);

    [Fact]
    public void Right_options_hold_no_mistake() => Assert.Empty(kind.FindMistakes(Place.Options()));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("Data Source=x;Colour=blue")]
    [InlineData("Mode=ReadWrite")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("Data Source=file:x?mode=memory&cache=shared")]
    [InlineData("Data Source=file:x.db")]
    [InlineData("Data Source=x;Mode=ReadOnly")]
    public void A_connection_string_that_cannot_hold_tasks_is_a_mistake_that_names_the_option(string? text)
    {
        var mistake = Assert.Single(kind.FindMistakes(new SqliteBackendOptions { ConnectionString = text, Prefix = "tasks_" }));

        Assert.StartsWith("ConnectionString: ", mistake);
    }

    [Fact]
    public void A_database_in_memory_is_pointed_to_the_backend_for_it() =>
        Assert.Contains("AddInMemory", DatabasePlace.MistakeIn("Data Source=:memory:"));

    [Theory, Trait("Spec", "SEC-3")]
    [InlineData("")]
    [InlineData("1tasks_")]
    [InlineData("tasks-")]
    [InlineData("tasks\"; DROP TABLE users; --")]
    [InlineData("täsks_")]
    [InlineData("sqlite_")]
    [InlineData("tasks_\n")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void A_prefix_that_is_no_identifier_is_refused(string prefix)
    {
        Assert.Contains(kind.FindMistakes(Place.Options(prefix)), mistake => mistake.StartsWith("Prefix: ", StringComparison.Ordinal));
        Assert.Throws<InvalidTaskBackendException>(() => kind.CreateStore(null!, "default", Place.Options(prefix)));
    }

    [Fact]
    public void Every_mistake_is_found_at_once()
    {
        var options = new SqliteBackendOptions
        {
            Prefix = "?",
            BusyTimeout = TimeSpan.Zero,
            Durability = (SqliteDurability)7,
        };

        Assert.Equal(
            ["ConnectionString", "Prefix", "Durability", "BusyTimeout"],
            kind.FindMistakes(options).Select(mistake => mistake.Split(':')[0])
        );
    }

    [Fact, Trait("Spec", "CFG-5")]
    public async Task A_secret_in_the_connection_string_reaches_no_message()
    {
        const string Secret = "hunter2";
        foreach (var text in (string[])[$"Password={Secret}", $"Data Source=x;Pasword={Secret}", $"Data Source=:memory:;Password={Secret}"])
        {
            Assert.DoesNotContain(Secret, DatabasePlace.MistakeIn(text));
        }

        var store = Open(new() { ConnectionString = Place.ConnectionString + $";Password={Secret}", Prefix = "tasks_" });
        var exception = await FaultAsync(TaskStoreFault.Unusable, () => store.PrepareAsync(Cancelled));
        Assert.DoesNotContain(Secret, exception.ToString());
    }

    [Fact, Trait("Spec", "CFG-6")]
    public void Two_ways_to_one_file_are_one_place_and_another_prefix_is_another()
    {
        var directory = Path.GetDirectoryName(Place.File)!;
        var link = Path.Combine(directory, "link");
        Directory.CreateSymbolicLink(link, directory);
        var place = kind.PlaceOf(Place.Options());

        Assert.Equal(place, kind.PlaceOf(At(Path.Combine(directory, ".", "sub", "..", "tasks.db"))));
        Assert.Equal(place, kind.PlaceOf(At(Path.Combine(link, "tasks.db"))));
        Assert.Equal(place, kind.PlaceOf(At(Path.GetRelativePath(Environment.CurrentDirectory, Place.File))));
        Assert.Equal(place, kind.PlaceOf(Place.Options("TASKS_")));
        Assert.NotEqual(place, kind.PlaceOf(Place.Options("tasks_other_")));
        Assert.NotEqual(place, kind.PlaceOf(At(Path.Combine(directory, "other.db"))));
    }

    [Fact, Trait("Spec", "BE-6")]
    public async Task Two_prefixes_in_one_file_never_see_each_others_tasks()
    {
        var one = Open(Place.Options("tasks_"));
        var other = Open(Place.Options("tasks_other_"));

        await EnqueueAsync(one, Contract.Some.New("a"));
        await EnqueueAsync(other, Contract.Some.New("a"), Contract.Some.New("b"));

        Assert.Equal(1, await one.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Equal(2, await other.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Null(await ReadAsync(one, "b"));
    }

    private static SqliteBackendOptions At(string path) => new() { ConnectionString = $"Data Source={path}", Prefix = "tasks_" };
}
