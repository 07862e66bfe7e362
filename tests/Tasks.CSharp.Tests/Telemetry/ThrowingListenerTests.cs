using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tasks.CSharp.Tests.Telemetry;

/// <summary>Listeners are called in the middle of things, and nobody but Tasks itself catches what they throw.</summary>
[Trait("Spec", "OBS-3"), Trait("Spec", "CLI-5")]
public sealed class ThrowingListenerTests
{
    private const string Alias = "thrown-at";
    private const int Many = 20;

    public static TheoryData<string> Callbacks => ["sample", "started", "stopped", "measured"];

    [Theory, MemberData(nameof(Callbacks))]
    public async Task What_a_listener_throws_changes_no_enqueue_and_no_outcome_and_stops_no_worker(string callback)
    {
        await using var app = new App(tasks => tasks.AddInMemory(Alias));
        var thrown = 0;
        using var listening = Listen(callback, () => Interlocked.Increment(ref thrown));

        var good = new List<TaskResult<string>>();
        for (var number = 0; number < Many; number++)
        {
            good.Add(await Work.EchoTask.Using(backend: Alias).EnqueueAsync("x", App.Token));
        }

        var bad = await Work.FailTask.Using(backend: Alias).EnqueueAsync("as it should", App.Token);
        await app.RunDueAsync(Alias);

        Assert.True(thrown > 0, "nobody threw");
        Assert.Equal(Many + 1, await app.Backends.Get(Alias).CountAsync(new(), App.Token));
        foreach (var result in good)
        {
            var ended = await result.RefreshAsync(App.Token);
            Assert.Equal((TaskResultStatus.Successful, 1), (ended.Status, ended.Attempts));
        }

        var failed = await bad.RefreshAsync(App.Token);
        Assert.Equal(TaskResultStatus.Failed, failed.Status);
        Assert.NotEqual(typeof(Thrown).FullName, Assert.Single(failed.Errors).ExceptionType);
    }

    /// <summary>Throws at everything about the tests' own alias: other tests are listened to as well.</summary>
    private static IDisposable Listen(string callback, Action onThrow)
    {
        void Throw(string name, IEnumerable<KeyValuePair<string, object?>> tags)
        {
            if (name == callback && tags.Any(tag => tag.Key == "tasks.backend" && Equals(tag.Value, Alias)))
            {
                onThrow();
                throw new Thrown();
            }
        }

        if (callback == "measured")
        {
            var meters = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name == TaskTelemetry.Name && !instrument.IsObservable)
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Throw("measured", tags.ToArray()));
            meters.SetMeasurementEventCallback<double>((_, _, tags, _) => Throw("measured", tags.ToArray()));
            meters.SetMeasurementEventCallback<int>((_, _, tags, _) => Throw("measured", tags.ToArray()));
            meters.Start();
            return meters;
        }

        var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TaskTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                Throw("sample", options.Tags ?? []);
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = activity => Throw("started", activity.TagObjects),
            ActivityStopped = activity => Throw("stopped", activity.TagObjects),
        };
        ActivitySource.AddActivityListener(spans);
        return spans;
    }

    private sealed class Thrown : Exception;
}
