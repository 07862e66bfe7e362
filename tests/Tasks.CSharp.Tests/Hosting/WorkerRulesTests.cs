using Tasks.Domain.Retaining;
using Tasks.Hosting;

namespace Tasks.CSharp.Tests.Hosting;

/// <summary>What a worker is told, in the domain's words.</summary>
public sealed class WorkerRulesTests
{
    public static TheoryData<int?, int?, Retention?> Ages =>
        new()
        {
            { null, null, null },
            { 3, null, new(TimeSpan.FromDays(3), TimeSpan.FromDays(3)) },
            { 3, 9, new(TimeSpan.FromDays(3), TimeSpan.FromDays(9)) },
            { null, 9, new(null, TimeSpan.FromDays(9)) },
            { 0, null, new(TimeSpan.Zero, TimeSpan.Zero) },
        };

    [Theory, MemberData(nameof(Ages))]
    public void How_long_tasks_are_kept_is_said_once_a_backend_and_reaches_its_workers(int? days, int? failedDays, Retention? expected)
    {
        var backend = new TaskBackendOptions { Retention = Days(days), FailedRetention = Days(failedDays) };

        Assert.Equal(expected, WorkerRules.SettingsOf(new(), backend).Retention);
    }

    private static TimeSpan? Days(int? days) => days is { } count ? TimeSpan.FromDays(count) : null;
}
