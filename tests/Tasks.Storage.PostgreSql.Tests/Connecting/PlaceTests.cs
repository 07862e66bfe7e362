using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Tests.Connecting;

public sealed class PlaceTests
{
    private const string Text = "Host=127.0.0.1;Database=app;Username=me;Password=hunter2";

    private readonly PostgreSqlBackendKind kind = new();

    [Fact]
    public void The_kind_is_called_PostgreSql_as_configuration_expects()
    {
        Assert.Equal("PostgreSql", kind.Name);
        Assert.Equal(typeof(PostgreSqlBackendKind), Type.GetType("Tasks.PostgreSqlBackendKind, Tasks.Storage.PostgreSql"));
    }

    [Fact]
    public void Right_options_hold_no_mistake() => Assert.Empty(kind.FindMistakes(Options(Text)));

    [Theory]
    [InlineData(" ")]
    [InlineData("Host=x;Colour=blue")]
    [InlineData("Database=app;Password=hunter2")]
    [InlineData("Host=x;Port=many")]
    [Trait("Spec", "CFG-5")]
    public void A_connection_string_that_leads_nowhere_is_a_mistake_that_names_the_option_and_no_secret(string text)
    {
        var mistake = Assert.Single(kind.FindMistakes(Options(text)));

        Assert.StartsWith("ConnectionString: ", mistake);
        Assert.DoesNotContain("hunter2", mistake);
    }

    [Theory, Trait("Spec", "SEC-3")]
    [InlineData("")]
    [InlineData("1tasks_")]
    [InlineData("tasks-")]
    [InlineData("tasks\"; DROP TABLE users; --")]
    [InlineData("täsks_")]
    [InlineData("pg_")]
    [InlineData("tasks_\n")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void A_prefix_or_schema_that_is_no_identifier_is_refused(string name)
    {
        Assert.StartsWith("Prefix: ", Assert.Single(kind.FindMistakes(Options(Text, prefix: name))));
        Assert.StartsWith("Schema: ", Assert.Single(kind.FindMistakes(Options(Text, schema: name))));
        Assert.Throws<InvalidTaskBackendException>(() => kind.CreateStore(new NoServices(), "default", Options(Text, prefix: name)));
        Assert.Throws<InvalidTaskBackendException>(() => kind.CreateStore(new NoServices(), "default", Options(Text, schema: name)));
    }

    [Fact]
    public void Every_mistake_is_found_at_once()
    {
        var options = Options("", "?", "?");
        options.MaxConnections = 0;
        options.CommandTimeout = TimeSpan.Zero;

        Assert.Equal(
            ["ConnectionString", "Prefix", "Schema", "MaxConnections", "CommandTimeout"],
            kind.FindMistakes(options).Select(mistake => mistake.Split(':')[0])
        );
    }

    [Fact, Trait("Spec", "CFG-6"), Trait("Spec", "CFG-5")]
    public void A_place_is_a_database_a_schema_and_a_prefix_and_no_secret()
    {
        var place = kind.PlaceOf(Options(Text));

        Assert.Equal(place, kind.PlaceOf(Options(Text + ";Maximum Pool Size=3")));
        Assert.NotEqual(place, kind.PlaceOf(Options(Text, schema: "other")));
        Assert.NotEqual(place, kind.PlaceOf(Options(Text, prefix: "other_")));
        Assert.NotEqual(place, kind.PlaceOf(Options(Text.Replace("app", "other", StringComparison.Ordinal))));
        Assert.DoesNotContain("hunter2", place);
    }

    [Fact]
    public void Without_a_connection_string_the_services_must_offer_a_data_source()
    {
        var exception = Assert.Throws<InvalidTaskBackendException>(() => kind.CreateStore(new NoServices(), "default", Options(null)));

        Assert.Contains("NpgsqlDataSource", exception.Message);
    }

    [Fact]
    public async Task A_data_source_of_the_services_is_used_and_not_disposed()
    {
        var source = await PostgreSqlPlace.SourceAsync();
        await using var place = new PostgreSqlPlace();
        var options = place.Options();
        await using (var store = kind.CreateStore(new Offering(source), "default", options))
        {
            await store.EnqueueAsync([Some.New("a")], TestContext.Current.CancellationToken);
        }

        await using var command = source.CreateCommand($"SELECT count(*) FROM {place.Schema}.tasks_tasks");
        Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await using var drop = source.CreateCommand($"DROP SCHEMA {place.Schema} CASCADE");
        await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Fact, Trait("Spec", "CFG-5"), Trait("Fault", "F33")]
    public async Task A_server_that_is_not_there_is_told_without_the_password()
    {
        var options = Options("Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Timeout=2");
        await using var store = new PostgreSqlStore(options, DatabasePlace.Of(options.ConnectionString!, options));

        var exception = await StoreTest.FaultAsync(
            TaskStoreFault.Unavailable,
            () => store.PrepareAsync(TestContext.Current.CancellationToken)
        );

        Assert.DoesNotContain("hunter2", exception.ToString());
    }

    [Theory, Trait("Spec", "CFG-5")]
    [InlineData("Password", "wrong-hunter2", "let this user in")]
    [InlineData("Database", "nowhere", "no database")]
    public async Task A_wrong_password_or_database_is_told_as_such(string key, string value, string expected)
    {
        var text = new Npgsql.NpgsqlConnectionStringBuilder((await PostgreSqlPlace.ServerAsync()).ConnectionString) { [key] = value };
        var options = Options(text.ConnectionString);
        await using var store = new PostgreSqlStore(options, DatabasePlace.Of(text.ConnectionString, options));

        var exception = await StoreTest.FaultAsync(
            TaskStoreFault.Unusable,
            () => store.PrepareAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains(expected, exception.Message);
        Assert.DoesNotContain("hunter2", exception.ToString());
    }

    private static PostgreSqlBackendOptions Options(string? text, string prefix = "tasks_", string schema = "public") =>
        new()
        {
            ConnectionString = text,
            Prefix = prefix,
            Schema = schema,
        };

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Offering(object service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(service) ? service : null;
    }
}
