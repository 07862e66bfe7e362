using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>What a store makes of calls.</summary>
public abstract class EnqueueingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    public static TheoryData<string> Json => [.. Some.AwkwardJson.Select(json => json.ToString())];

    [Fact]
    [Trait("Spec", "LIFE-1")]
    [Trait("Spec", "LIFE-8")]
    public async Task A_call_becomes_a_ready_task_that_is_due_at_once()
    {
        var task = await EnqueueAsync("t1");

        Assert.Equal(TaskLifecycle.Enqueue(Some.Id("t1"), Some.Call, task.EnqueuedAt), task);
        Assert.Equal(task.EnqueuedAt, task.DueAt);
        await HoldsAsync(task);
    }

    [Fact]
    [Trait("Spec", "VAL-5")]
    public async Task A_run_after_in_the_past_means_due_now_and_is_remembered()
    {
        var task = await EnqueueAsync("t1", Some.CallWith(timing: new Timing.NotBefore(Some.Past)));

        Assert.Equal(task.EnqueuedAt, task.DueAt);
        Assert.Equal(Some.Past, task.RunAfter);
        await HoldsAsync(task);
    }

    [Fact]
    public async Task A_run_after_in_the_future_is_when_the_task_is_due()
    {
        var task = await EnqueueAsync("t1", Some.CallWith(timing: new Timing.NotBefore(Some.Future)));

        Assert.Equal(Some.Future, task.DueAt);
        Assert.Equal(Some.Future, task.RunAfter);
        await HoldsAsync(task);
    }

    [Fact]
    [Trait("Spec", "VAL-5")]
    [Trait("Spec", "LIFE-6")]
    public async Task A_delay_is_added_to_the_stores_own_moment()
    {
        var task = await EnqueueAsync("t1", Some.CallWith(timing: new Timing.After(TimeSpan.FromMilliseconds(90_061_001.5))));

        Assert.Equal(task.EnqueuedAt + TimeSpan.FromMilliseconds(90_061_001.5), task.DueAt);
        Assert.Equal(task.DueAt, task.RunAfter);
        await HoldsAsync(task);
    }

    [Fact]
    [Trait("Fault", "F46")]
    public async Task Moments_beyond_the_calendar_stop_at_its_ends()
    {
        var tasks = await EnqueueAllAsync(
            Some.New("t1", Some.CallWith(timing: new Timing.NotBefore(Instant.Max))),
            Some.New("t2", Some.CallWith(timing: new Timing.NotBefore(Instant.Min))),
            Some.New("t3", Some.CallWith(timing: new Timing.After(TimeSpan.MaxValue))),
            Some.New("t4", Some.CallWith(timing: new Timing.After(TimeSpan.MinValue)))
        );

        var now = tasks[0].EnqueuedAt;
        Assert.Equal([Instant.Max, now, Instant.Max, now], tasks.Select(task => task.DueAt));
        Assert.Equal([Instant.Max, Instant.Min, Instant.Max, Instant.Min], tasks.Select(task => task.RunAfter!.Value));
        Assert.Equal(tasks, await Store.ReadAsync([.. tasks.Select(task => task.Id)], Token));
    }

    [Fact]
    [Trait("Fault", "F30")]
    public async Task A_task_that_is_sent_again_is_stored_once_and_answered_as_it_is()
    {
        var first = await EnqueueAsync("t1");
        var session = await OpenAsync();
        var running = Assert.Single(await ClaimAsync(session));

        var again = await EnqueueAllAsync(Some.New("t1", Some.CallWith(queue: "other", priority: 9)), Some.New("t2"));

        Assert.Equal(first.Id, running.Id);
        Assert.Equal(running, again[0]);
        Assert.Equal(Some.Id("t2"), again[1].Id);
        Assert.Equal(2, await Store.CountAsync(new(), long.MaxValue, Token));
        await HoldsAsync(running);
    }

    [Fact]
    [Trait("Fault", "F30")]
    public async Task Of_two_calls_with_one_id_in_a_batch_the_first_counts()
    {
        var tasks = await EnqueueAllAsync(Some.New("t1", Some.CallWith(priority: 1)), Some.New("t1", Some.CallWith(priority: 2)));

        Assert.Equal(1, tasks[0].Call.Definition.Priority.Value);
        Assert.Equal(tasks[0], tasks[1]);
        Assert.Equal([tasks[0]], await Store.ListAsync(new(), Token));
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order()
    {
        string[] order = ["t3", "t1", "t5", "t2", "t4"];

        var tasks = await EnqueueAllAsync([.. order.Select(id => Some.New(id))]);

        Assert.Equal(order, Ids(tasks));
        Assert.Empty(await EnqueueAllAsync([]));
    }

    [Fact]
    public async Task A_batch_of_a_thousand_is_stored_whole()
    {
        var tasks = await EnqueueAllAsync([.. Enumerable.Range(0, 1000).Select(number => Some.New($"t{number:0000}"))]);

        Assert.Equal(1000, await Store.CountAsync(new(), long.MaxValue, Token));
        Assert.Equal(tasks.Reverse(), await Store.ListAsync(new(Limit: int.MaxValue), Token));
    }

    [Theory, MemberData(nameof(Json))]
    [Trait("Spec", "ARG-7")]
    public async Task Arguments_stay_the_text_they_were_given_as(string json)
    {
        var task = await EnqueueAsync("t1", Some.CallWith(arguments: json));

        Assert.Equal(json, task.Call.Arguments.ToString());
        Assert.Equal(json, (await ReadAsync(task.Id)).Call.Arguments.ToString());
        var claimed = Assert.Single(await ClaimAsync(await OpenAsync()));
        Assert.Equal(json, claimed.Call.Arguments.ToString());
    }

    [Fact]
    public async Task Arguments_of_a_megabyte_are_kept()
    {
        var arguments = $$"""{"text":"{{new string('x', 1024 * 1024)}}"}""";

        var task = await EnqueueAsync("t1", Some.CallWith(arguments: arguments));

        Assert.Equal(arguments, (await ReadAsync(task.Id)).Call.Arguments.ToString());
    }

    [Fact]
    [Trait("Spec", "RES-1")]
    public async Task Ids_are_opaque_and_told_apart_to_the_last_character()
    {
        await EnqueueAllAsync([.. Some.AwkwardNames.Select((name, index) => Some.New(name, Some.CallWith(priority: index)))]);

        var read = await Store.ReadAsync([.. Some.AwkwardNames.Select(Some.Id)], Token);

        Assert.Equal(Some.AwkwardNames, read.Select(task => task!.Id.Value));
        Assert.Equal(Enumerable.Range(0, read.Count), read.Select(task => task!.Call.Definition.Priority.Value));
        Assert.Equal([null], await Store.ReadAsync([Some.Id("T10")], Token));
    }

    [Fact]
    [Trait("Spec", "RES-5")]
    public async Task A_definition_is_kept_whole_and_read_back_even_where_todays_rules_would_refuse_it()
    {
        var definition = new Definition(
            TaskName.Stored("Größe.O'Brien.😀"),
            QueueName.Stored("q'%_, * 😀"),
            TaskPriority.Stored(-100),
            new(7, 5, Backoff.Exponential, TimeSpan.FromTicks(12_345_678), TimeSpan.FromTicks(98_765_432_101), new("A.B", "C'D")),
            TimeSpan.FromTicks(1_234_567)
        );

        var task = await EnqueueAsync("t1", new(definition, JsonText.EmptyObject, Timing.Now));

        Assert.Equal(definition, task.Call.Definition);
        Assert.Equal(definition, (await ReadAsync(task.Id)).Call.Definition);
        Assert.Equal(definition, Assert.Single(await ClaimAsync(await OpenAsync(), Some.Claim(5))).Call.Definition);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, 1)]
    public async Task Budgets_are_kept_up_to_the_largest(int maxAttempts, int maxCrashes)
    {
        var policy = RetryPolicy.Default with { MaxAttempts = maxAttempts, MaxCrashes = maxCrashes, MaxDelay = TimeSpan.MaxValue };
        var definition = Some.Call.Definition with { Retry = policy };

        var task = await EnqueueAsync("t1", new(definition, JsonText.Null, Timing.Now));

        Assert.Equal(policy, (await ReadAsync(task.Id)).Call.Definition.Retry);
    }
}
