using System.Globalization;

namespace Tasks.Shop;

/// <summary>Instance tasks.</summary>
public sealed partial class Counter(IPriceList prices)
{
    [Task]
    public string Quote(string product, int count = 1) => (count * prices.PriceOf(product)).ToString(CultureInfo.InvariantCulture);
}
