using System.Collections.Concurrent;
using Tasks.Storage.Contract.Comparing;

namespace Tasks.Storage.Contract;

/// <summary>The store against the model: seeded sequences of operations, every answer and, after each, the whole content.</summary>
public abstract class ComparingContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "BE-3")]
    public async Task Whatever_is_done_to_it_the_store_answers_and_holds_what_the_model_does()
    {
        await using var place = new TPlace();
        var comparison = new Comparison(() => new TPlace());
        var findings = new ConcurrentBag<Finding>();

        await Parallel.ForEachAsync(
            Seeds.ToCompare(place.Seeds),
            TestContext.Current.CancellationToken,
            async (seed, _) =>
            {
                if (findings.IsEmpty && await comparison.ExploreAsync(seed) is { } finding)
                {
                    findings.Add(finding);
                }
            }
        );

        Assert.True(findings.IsEmpty, findings.MinBy(finding => finding.Operations.Count)?.ToString());
    }
}
