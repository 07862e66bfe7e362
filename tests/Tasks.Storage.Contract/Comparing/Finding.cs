using System.Globalization;
using System.Text;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>A difference between a store and the model, and the way to see it again.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Length">How many operations were done when it was found.</param>
/// <param name="Operations">The operations that show it.</param>
/// <param name="Difference">What the last of them answers, or leaves behind.</param>
public sealed record Finding(int Seed, int Length, IReadOnlyList<Operation> Operations, Difference Difference)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"The store and StoreModel differ after {Operations.Count} operations (seed {Seed}, shrunk from {Length}):"
        );
        for (var index = 0; index < Operations.Count; index++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{index + 1, 4}. {Operations[index]}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  => {Difference}");
        return text.Append(CultureInfo.InvariantCulture, $"To run this seed alone: {Seeds.OneVariable}={Seed}").ToString();
    }
}
