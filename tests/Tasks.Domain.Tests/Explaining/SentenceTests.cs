using Tasks.Domain.Explaining;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Explaining.Scene;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Explaining;

/// <summary>What a person reads.</summary>
public sealed class SentenceTests
{
    private const string AtNoon = "2026-01-01T12:00:00.000000Z";
    private const string AfterMinute = "2026-01-01T12:01:00.000000Z";
    private static readonly AttemptError Error = new(Boom, 2, Noon);

    public static TheoryData<Finding, string> Sentences { get; } =
        new()
        {
            { new Finding.Finished(Status.Successful, Noon, null), $"It has ended: Successful since {AtNoon}." },
            {
                new Finding.Finished(Status.Failed, Noon, Error),
                $"It has ended: Failed since {AtNoon}, with System.InvalidOperationException in attempt 2."
            },
            {
                new Finding.Held(Ann, Open(Ann), 3, 2, Noon, true),
                $"It runs since {AtNoon}: attempt 2, held by ann:1 on box (process 4711) under lease 3 until {AfterMinute} unless a beat comes; "
                    + $"the last came at {AtNoon}."
            },
            {
                new Finding.Held(Ann, Open(Ann, Able with { ProcessId = 0 }), 3, 2, Noon, true),
                $"It runs since {AtNoon}: attempt 2, held by ann:1 on box under lease 3 until {AfterMinute} unless a beat comes; "
                    + $"the last came at {AtNoon}."
            },
            {
                new Finding.Held(Ann, Open(Ann, WorkerProfile.Unknown), 3, 2, Noon, true),
                $"It runs since {AtNoon}: attempt 2, held by ann:1 under lease 3 until {AfterMinute} unless a beat comes; "
                    + $"the last came at {AtNoon}."
            },
            {
                new Finding.Held(Ann, null, 3, 2, Noon, false),
                $"It is claimed, and not known to have started, since {AtNoon}: attempt 2, held by ann:1 under lease 3."
            },
            {
                new Finding.HolderOver(Ann, Noon, false, Noon + Minute),
                $"Its session ann:1 ended at {AtNoon} without a beat; another worker takes it from there by {AfterMinute}, "
                    + "if that worker's contact with the store holds."
            },
            {
                new Finding.HolderOver(Ann, Noon, true, null),
                $"Its session ann:1 ended at {AtNoon} and was declared lost; no worker is alive to take it from there."
            },
            {
                new Finding.HolderOver(Ann, null, false, null),
                "Its session ann:1 is not known any more; no worker is alive to take it from there."
            },
            { new Finding.Stuck(Ann), "It is stuck at ann:1: its method does not heed its token, and keeps its slot until it returns." },
            { new Finding.CancelPending(), "Somebody asked for it to end: its worker is told, and its method decides when." },
            { new Finding.DueLater(Noon), $"It is not due before {AtNoon}." },
            {
                new Finding.BackingOff(Noon, 2, 3, Error),
                $"It failed 2 of 3 times, last with System.InvalidOperationException in attempt 2, and is tried again from {AtNoon} on."
            },
            { new Finding.BackingOff(Noon, 2, 3, null), $"It failed 2 of 3 times, and is tried again from {AtNoon} on." },
            { new Finding.CrashBackingOff(Noon, 1, 3), $"Its worker was lost, 1 of 3 times: it is tried again from {AtNoon} on." },
            {
                new Finding.HandedBack(Name("Maths.Add"), Noon),
                $"A worker that does not know 'Maths.Add' handed it back: it is offered to those who may know it from {AtNoon} on."
            },
            { new Finding.Paused(Special), "Queue 'special' is paused: nothing starts there until it is resumed." },
            { new Finding.NobodyServes(Special, []), "No worker is alive: queue 'special' is served by none." },
            {
                new Finding.NobodyServes(Special, [QueueText.Stored("*,special"), QueueText.Stored("a,b")]),
                "No live worker serves queue 'special'; those alive serve '*,special' and 'a,b'."
            },
            {
                new Finding.NameUnknown(Name("Maths.Add"), [Ann, Bob]),
                "No live worker of its queue knows 'Maths.Add': ann:1, bob:1 do not."
            },
            {
                new Finding.Suspect(2),
                "It is a suspect after 2 lost workers: a worker runs one such task at a time, and starts it on record."
            },
            { new Finding.Full(4, 0), "All 4 slots of the workers that could run it are taken." },
            { new Finding.Full(4, 1), "All 4 slots of the workers that could run it are taken, 1 of them by stuck methods." },
            { new Finding.InLine(2, null), "It is in line with 2 more due tasks of its queue." },
            { new Finding.InLine(2, Noon), $"It is in line with 2 more due tasks of its queue, the oldest due since {AtNoon}." },
            { new Finding.Clear(Noon), $"Nothing stands in its way: it has been due since {AtNoon}, and the next claim takes it." },
        };

    [Theory, MemberData(nameof(Sentences))]
    public void A_finding_says_itself_in_one_sentence(Finding finding, string sentence)
    {
        Assert.Equal(sentence, finding.Sentence);
        Assert.Equal(sentence, finding.ToString());
    }

    [Fact]
    public void Every_finding_is_in_the_table() =>
        Assert.Equal(
            typeof(Finding).GetNestedTypes().Order(Comparer<Type>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name))),
            Sentences.Select(row => row.Data.Item1.GetType()).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)
        );
}
