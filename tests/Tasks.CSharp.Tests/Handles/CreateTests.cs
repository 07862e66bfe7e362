namespace Tasks.CSharp.Tests.Handles;

public sealed class CreateTests
{
    public sealed record Order(int Amount, string? Note = null);

    public static readonly TaskHandle<Order, int> Double = TaskHandle.Create("double", (Order order, TaskContext _) => order.Amount * 2);

    public static TaskHandle<Order, string> Describe { get; } =
        TaskHandle.Create(
            "describe",
            async (Order order, TaskContext context) =>
            {
                await Task.Yield();
                return $"{order.Note} {context.Attempt}";
            },
            queue: "notes"
        );

    [Fact, Trait("Spec", "API-4")]
    public async Task A_task_is_made_of_a_function_and_enqueued_with_its_one_value()
    {
        await using var app = new App(tasks =>
            tasks.AddInMemory(configure: options => options.Queues = []).AddTask(Double).AddTask(Describe)
        );

        var doubled = await Double.EnqueueAsync(new(21), App.Token);
        var described = await Describe.EnqueueAsync(new(1, "hello"), App.Token);
        await app.RunDueAsync();

        Assert.Equal(42, (await doubled.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal("hello 1", (await described.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal(["Amount", "Note"], doubled.Arguments.Keys);
        Assert.Equal("notes", described.Queue);
    }

    [Fact, Trait("Spec", "API-4")]
    public async Task A_made_task_is_found_in_public_static_members_of_an_assembly()
    {
        await using var app = new App(tasks =>
            tasks.AddInMemory(configure: options => options.Queues = []).AddTasksFrom(typeof(CreateTests).Assembly)
        );

        var doubled = await Double.EnqueueAsync(new(4), App.Token);
        var described = await Describe.EnqueueAsync(new(1, "x"), App.Token);
        await app.RunDueAsync();

        Assert.Equal(8, (await doubled.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal("x 1", (await described.RefreshAsync(App.Token)).ReturnValue);
    }

    [Fact]
    public async Task Arguments_that_are_no_object_are_refused()
    {
        await using var app = App.Dummy();
        var numbers = TaskHandle.Create("numbers", (int[] all, TaskContext _) => all.Sum());

        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => numbers.EnqueueAsync([1, 2], App.Token));

        Assert.Equal(
            "The arguments of task 'numbers' do not make a JSON object: pass them as a record, whose members are the parameters.",
            refusal.Message
        );
        Assert.Empty(app.DummyBackend.Results);
    }

    [Fact]
    public void A_function_that_returns_work_instead_of_a_value_is_refused()
    {
        Assert.Equal(
            "The function of task 'work' returns Task, which nobody would await: let it return a Task<T>, "
                + "as an async lambda of C# and task { … } of F# do.",
            Refusal(() => TaskHandle.Create("work", (Order _, TaskContext _) => Task.CompletedTask))
        );
        Assert.Contains(
            "returns ValueTask,",
            Refusal(() => TaskHandle.Create("work", (Order _, TaskContext _) => ValueTask.CompletedTask))
        );
        Assert.Contains(
            "returns ValueTask<Int32>",
            Refusal(() => TaskHandle.Create("work", (Order _, TaskContext _) => new ValueTask<int>(1)))
        );
        Assert.Contains(
            "returns Task<Int32>",
            Refusal(() =>
                TaskHandle.Create(
                    "work",
                    async (Order _, TaskContext _) =>
                    {
                        await Task.Yield();
                        return Task.FromResult(1);
                    }
                )
            )
        );

        static string Refusal(Func<object> create) => Assert.Throws<InvalidTaskException>(create).Message;
    }

    public static TheoryData<string, Func<TaskHandle>> Impossible =>
        new()
        {
            { "Backend must be an alias, such as 'default'.", () => TaskHandle.Create<Order, int>("a", Amount, backend: null!) },
            { "Backend must be an alias, such as 'default'.", () => TaskHandle.Create<Order, int>("a", Amount, backend: " ") },
            {
                "RetryBackoff must be None, Fixed, Linear or Exponential.",
                () => TaskHandle.Create<Order, int>("a", Amount, retryBackoff: (RetryBackoff)9)
            },
            {
                "DoNotRetryOn must be exception types; String is none.",
                () => TaskHandle.Create<Order, int>("a", Amount, doNotRetryOn: [typeof(FormatException), typeof(string)])
            },
            {
                "DoNotRetryOn must be exception types; null is none.",
                () => TaskHandle.Create<Order, int>("a", Amount, doNotRetryOn: [null!])
            },
        };

    [Theory, MemberData(nameof(Impossible))]
    public void An_impossible_option_is_refused_with_what_it_must_be(string sentence, Func<TaskHandle> create) =>
        Assert.Equal(sentence, Assert.Throws<InvalidTaskException>(create).Message);

    [Fact]
    public void The_definition_of_a_task_is_equal_to_itself_and_to_its_copies()
    {
        Assert.Equal(Double.Definition, Double.Definition);
        Assert.Equal(Double.Definition, Double.Using(priority: 5).Definition);
        Assert.NotEqual(Double.Definition, Describe.Definition);
    }

    [Fact]
    public async Task A_made_task_is_called_without_a_backend() => Assert.Equal(6, await Double.CallAsync(new(3), App.Token));

    [Fact, Trait("Spec", "VAL-5")]
    public void A_made_task_is_copied_like_any_other()
    {
        var copy = Double.Using(priority: 5, queue: "slow");

        Assert.Equal((5, "slow", "double"), (copy.Priority, copy.Queue, copy.Name));
        Assert.Equal(copy, Double.Using(queue: "slow").Using(priority: 5));
        Assert.NotEqual(copy, Double);
        Assert.Equal(Double.With(new(1)), Double.With(new(1)));
    }

    private static int Amount(Order order, TaskContext context) => order.Amount;
}
