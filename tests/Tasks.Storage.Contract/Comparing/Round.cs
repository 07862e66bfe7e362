using Tasks.Domain.Modelling;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>One operation, done by the model and by the store.</summary>
/// <param name="Expected">What the model answers.</param>
/// <param name="Answered">What the store answered.</param>
/// <param name="After">The model after it.</param>
public sealed record Round(IReadOnlyList<Fact> Expected, IReadOnlyList<Fact> Answered, StoreModel After);
