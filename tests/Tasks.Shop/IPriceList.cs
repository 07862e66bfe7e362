namespace Tasks.Shop;

/// <summary>What the counter asks of its app.</summary>
public interface IPriceList
{
    decimal PriceOf(string product);
}
