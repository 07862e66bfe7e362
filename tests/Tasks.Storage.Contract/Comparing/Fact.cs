using System.Globalization;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>One thing an answer says, so that two answers are compared thing by thing.</summary>
public readonly record struct Fact(string Name, object? Value)
{
    public static IReadOnlyList<Fact> Of(ExchangeAnswer answer) =>
        [
            new(nameof(answer.At), answer.At),
            new(nameof(answer.Standing), answer.Standing),
            .. OfEach(nameof(answer.Settled), answer.Settled),
            .. OfEach(nameof(answer.Claimed), answer.Claimed),
            .. OfEach(nameof(answer.CancelRequests), answer.CancelRequests),
            new(nameof(answer.NextDueAt), answer.NextDueAt),
            new(nameof(answer.Pauses), answer.Pauses),
        ];

    public static IReadOnlyList<Fact> Of(BeatAnswer answer) =>
        [
            new(nameof(answer.At), answer.At),
            new(nameof(answer.IsAccepted), answer.IsAccepted),
            .. OfEach(nameof(answer.CancelRequests), answer.CancelRequests),
            new(nameof(answer.Pauses), answer.Pauses),
        ];

    public static IReadOnlyList<Fact> Of(SweepAnswer answer) =>
        [new(nameof(answer.At), answer.At), .. OfEach(nameof(answer.Lost), answer.Lost), .. OfEach(nameof(answer.Changes), answer.Changes)];

    public static IReadOnlyList<Fact> Of(ReconcileAnswer answer) =>
        [
            new(nameof(answer.At), answer.At),
            new(nameof(answer.Standing), answer.Standing),
            .. OfEach(nameof(answer.Released), answer.Released),
            .. OfEach(nameof(answer.Gone), answer.Gone),
        ];

    public static IReadOnlyList<Fact> OfEach<T>(string name, IReadOnlyList<T> values) =>
        [
            new(name + ".Count", values.Count),
            .. values.Select((value, index) => new Fact(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), value)),
        ];
}
