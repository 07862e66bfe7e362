using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tasks.CSharp.Tests.Configuration;

public sealed class SectionTests
{
    [Fact, Trait("Spec", "CFG-1")]
    public async Task A_section_names_aliases_kinds_queues_and_options()
    {
        await using var services = Configured(
            """
            { "Tasks": {
                "default": { "Backend": "Dummy" },
                "mail": { "Backend": "InMemory", "Queues": ["mail", "news"], "Options": { "MaxArgumentBytes": 40 } },
                "now": { "Backend": "Immediate", "Queues": [] },
                "file": { "Backend": "Sqlite", "Options": { "ConnectionString": "Data Source=never-opened.db", "BusyTimeout": "00:00:01", "Durability": "Normal" } } } }
            """
        );
        var backends = services.GetRequiredService<ITaskBackends>();

        Assert.Equal(["default", "file", "mail", "now"], backends.Aliases.Order());
        Assert.IsType<DummyBackend>(backends.Default);
        await backends.Get("now").EnqueueAsync(Work.EchoTask.Using(queue: "any").With("x"), App.Token);
        await backends.Get("mail").EnqueueAsync(Work.EchoTask.Using(queue: "news").With("x"), App.Token);
        Assert.True(backends.Get("file").Features.SupportsTransactions);
        Assert.Empty(Mistakes(services));

        var tooLarge = Work.EchoTask.Using(queue: "mail").With(new string('x', 40));
        Assert.Contains(
            "the limit is 40 bytes",
            (await Assert.ThrowsAsync<InvalidTaskException>(() => backends.Get("mail").EnqueueAsync(tooLarge, App.Token))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Spec", "CFG-3")]
    public async Task Without_queues_there_is_the_default_one_and_an_empty_list_means_any()
    {
        await using var services = Configured(
            """{ "Tasks": { "default": { "Backend": "Dummy" }, "any": { "Backend": "Dummy", "Queues": [] } } }"""
        );
        var backends = services.GetRequiredService<ITaskBackends>();

        var other = Work.EchoTask.Using(queue: "other").With("x");
        await backends.Default.EnqueueAsync(Work.EchoTask.With("x"), App.Token);
        await backends.Get("any").EnqueueAsync(other, App.Token);
        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => backends.Default.EnqueueAsync(other, App.Token));
        Assert.Equal("Queue 'other' is not valid for backend.", refusal.Message);
    }

    [Fact, Trait("Spec", "CFG-2")]
    public async Task Without_a_section_tasks_run_at_once()
    {
        await using var services = Configured("""{ "Other": {} }""");
        var backends = services.GetRequiredService<ITaskBackends>();

        Assert.Equal(["default"], backends.Aliases);
        Assert.Equal(3, (await backends.Default.EnqueueAsync(Maths.AddTask.With(1, 2), App.Token)).ReturnValue);
    }

    [Theory, Trait("Spec", "CFG-2")]
    [InlineData("""{ "Tasks": {} }""")]
    [InlineData("""{ "Tasks": null }""")]
    public async Task An_empty_section_means_that_there_is_no_backend(string json)
    {
        await using var services = Configured(json);
        var backends = services.GetRequiredService<ITaskBackends>();

        Assert.Empty(backends.Aliases);
        Assert.Equal("The connection 'default' doesn't exist.", Assert.Throws<InvalidTaskBackendException>(() => backends.Default).Message);
    }

    [Fact, Trait("Spec", "CFG-2")]
    public async Task Calls_add_up_and_a_named_alias_leaves_no_implicit_one()
    {
        var services = new ServiceCollection();
        services
            .AddTasks(tasks => tasks.AddDummy("a"))
            .AddTasks(tasks => tasks.AddDummy("b"))
            .AddTasks(Section("""{ "Tasks": { "c": { "Backend": "Dummy" } } }"""));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(["a", "b", "c"], provider.GetRequiredService<ITaskBackends>().Aliases);
        Assert.Throws<InvalidTaskBackendException>(() => provider.GetRequiredService<ITaskBackends>().Default);
    }

    [Fact, Trait("Spec", "CFG-2")]
    public async Task Without_arguments_the_section_of_the_host_is_read()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Root("""{ "Tasks": { "default": { "Backend": "Dummy" } } }"""));
        services.AddTasks();
        await using var provider = services.BuildServiceProvider();
        await using var bare = new ServiceCollection().AddTasks().BuildServiceProvider();

        Assert.IsType<DummyBackend>(provider.GetRequiredService<ITaskBackends>().Default);
        Assert.Equal(["default"], bare.GetRequiredService<ITaskBackends>().Aliases);
    }

    [Fact, Trait("Spec", "CFG-1")]
    public async Task A_registered_kind_can_be_named()
    {
        var services = new ServiceCollection();
        services
            .AddTasks(tasks => tasks.AddBackendKind("Mine", (_, alias) => new Backends.OwnBackend { Features = TaskBackendFeatures.All }))
            .AddTasks(Section("""{ "Tasks": { "default": { "Backend": "Mine", "Queues": ["a"], "Options": { "Anything": 1 } } } }"""));
        await using var provider = services.BuildServiceProvider();
        var backend = provider.GetRequiredService<ITaskBackends>().Default;

        Assert.Empty(Mistakes(provider));
        Assert.Equal(
            "Queue 'default' is not valid for backend.",
            (await Assert.ThrowsAsync<InvalidTaskException>(() => backend.EnqueueAsync(Work.EchoTask.With("x"), App.Token))).Message
        );
        await Assert.ThrowsAsync<NotImplementedException>(() => backend.EnqueueAsync(Work.EchoTask.Using(queue: "a").With("x"), App.Token));
    }

    [Fact, Trait("Spec", "CFG-1"), Trait("Spec", "CFG-4")]
    public void Every_mistake_is_told_at_once_with_its_path()
    {
        using var services = Configured(
            """
            { "Tasks": {
                "a": { "Backend": "Sqlte", "Quues": [] },
                "b": { "Queues": ["ok"] },
                "c": { "Backend": "Dummy", "Queues": ["x,y", ""], "Options": { "MaxArgumentByte": 1, "MaxResultBytes": "many" } },
                "d": { "Backend": "Dummy", "Queues": "one", "Options": { "MaxResultBytes": 0 } },
                "e": { "Backend": "Redis" },
                "f": "Dummy" } }
            """
        );

        Assert.Equal(
            [
                "Tasks:a:Quues: unknown key. Did you mean 'Queues'?",
                "Tasks:a:Backend: Could not find backend 'Sqlte': there is no such kind. Did you mean 'Sqlite'?",
                "Tasks:b:Backend: must name a kind of backend: Immediate, Dummy, InMemory, Sqlite, PostgreSql, Redis.",
                "Tasks:c:Options:MaxArgumentByte: unknown key. Did you mean 'MaxArgumentBytes'?",
                "Tasks:c:Options:MaxResultBytes: must be a whole number.",
                "Tasks:c:Queues: queue 'x,y' must be 1 to 64 characters without comma, '*' or control characters.",
                "Tasks:c:Queues: queue '' must be 1 to 64 characters without comma, '*' or control characters.",
                "Tasks:d:Queues: must be a list of queue names; leave it empty for any.",
                "Tasks:d:Options:MaxResultBytes: must be at least 1 byte.",
                "Tasks:e:Backend: Could not find backend 'Redis': add the package Tasks.Storage.Redis.",
                "Tasks:f:Backend: must name a kind of backend: Immediate, Dummy, InMemory, Sqlite, PostgreSql, Redis.",
            ],
            Mistakes(services)
        );
    }

    [Fact, Trait("Spec", "CFG-1")]
    public void A_value_where_a_section_should_be_is_a_mistake()
    {
        using var scalar = Configured("""{ "Tasks": "Sqlite" }""");
        using var options = Configured("""{ "Tasks": { "a": { "Backend": "Sqlite", "Options": "Data Source=hunter2" } } }""");

        Assert.Equal(
            ["Tasks: must be a section of aliases, such as { \"default\": { \"Backend\": \"Sqlite\" } }, and not a text."],
            Mistakes(scalar)
        );
        Assert.Equal(
            "Tasks:a:Options: must be a section of options, such as { \"Name\": \"value\" }, and not a text.",
            Mistakes(options)[0]
        );
    }

    [Fact, Trait("Spec", "CFG-2")]
    public async Task One_section_given_twice_is_one()
    {
        var root = Root("""{ "Tasks": { "default": { "Backend": "Dummy" } } }""");
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(root);
        services.AddTasks().AddTasks().AddTasks(root.GetSection("Tasks")).AddTasks(root.GetSection("Tasks")).AddTasks(root);
        await using var provider = services.BuildServiceProvider();

        Assert.Empty(Mistakes(provider));
        Assert.IsType<DummyBackend>(provider.GetRequiredService<ITaskBackends>().Default);
    }

    [Fact, Trait("Spec", "VAL-4"), Trait("Spec", "CFG-1")]
    public void A_bad_alias_used_without_a_started_host_is_refused_then()
    {
        using var services = Configured(
            """{ "Tasks": { "redis": { "Backend": "Redis" }, "typo": { "Backend": "Nothing" }, "bad": { "Backend": "Dummy", "Queues": ["*"] } } }"""
        );
        var backends = services.GetRequiredService<ITaskBackends>();

        Assert.Equal("Could not find backend 'Redis': add the package Tasks.Storage.Redis.", Refused("redis"));
        Assert.Equal("Could not find backend 'Nothing': there is no such kind.", Refused("typo"));
        Assert.StartsWith(
            "The connection 'bad' is configured wrongly. Tasks:bad:Queues: queue '*' must be",
            Refused("bad"),
            StringComparison.Ordinal
        );

        string Refused(string alias) => Assert.Throws<InvalidTaskBackendException>(() => backends.Get(alias)).Message;
    }

    [Fact, Trait("Spec", "CFG-2")]
    public void One_alias_twice_is_a_mistake()
    {
        using var services = new ServiceCollection().AddTasks(tasks => tasks.AddDummy().AddImmediate()).BuildServiceProvider();

        Assert.Equal(["Tasks:default: the alias 'default' is named twice; one alias is one backend."], Mistakes(services));
    }

    [Fact, Trait("Spec", "CFG-6")]
    public void Prefixes_follow_the_alias_and_two_aliases_do_not_share_one()
    {
        const string file = "Data Source=some.db";
        SqliteBackendOptions? own = null;
        SqliteBackendOptions? mail = null;
        using var services = new ServiceCollection()
            .AddTasks(tasks =>
                tasks
                    .AddSqlite(file, configure: options => own = options)
                    .AddSqlite(file, "mail", options => mail = options)
                    .AddSqlite(file, "third", options => options.Prefix = "tasks_mail_")
                    .AddSqlite("Data Source=other.db", "fourth", options => options.Prefix = "tasks_mail_")
                    .AddSqlite(file, "fif-th")
            )
            .BuildServiceProvider();

        var mistakes = Mistakes(services);

        Assert.Equal(("tasks_", "tasks_mail_"), (own!.Prefix, mail!.Prefix));
        Assert.Equal(
            "Tasks:third:Options:Prefix: the alias 'mail' has the prefix 'tasks_mail_' in the same store; give each its own.",
            mistakes[0]
        );
        Assert.StartsWith("Tasks:fif-th:Options:Prefix: ", mistakes[1], StringComparison.Ordinal);
        Assert.Equal(2, mistakes.Length);
    }

    [Fact, Trait("Spec", "CFG-5")]
    public void A_secret_in_a_connection_string_is_in_no_message()
    {
        using var services = Configured(
            """
            { "Tasks": {
                "a": { "Backend": "Sqlite", "Options": { "ConnectionString": "Data Source=a.db;Password=hunter2;Nonsense=hunter2" } },
                "b": { "Backend": "Sqlite", "Options": { "ConnectionString": "Data Source=b.db;Password=hunter2", "BusyTimeout": "hunter2" } },
                "c": { "Backend": "Sqlite", "Options": { "ConnectionString": "hunter2" } } } }
            """
        );
        var backends = services.GetRequiredService<ITaskBackends>();
        var told = Mistakes(services).Concat(backends.Aliases.Select(alias => Record.Exception(() => backends.Get(alias))?.ToString()));

        Assert.NotEmpty(Mistakes(services));
        Assert.All(told, text => Assert.DoesNotContain("hunter2", text ?? "", StringComparison.Ordinal));
    }

    private static ServiceProvider Configured(string json) => new ServiceCollection().AddTasks(Section(json)).BuildServiceProvider();

    private static IConfiguration Section(string json) => Root(json).GetSection("Tasks");

    private static IConfigurationRoot Root(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static string[] Mistakes(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
