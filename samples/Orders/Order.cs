namespace Orders;

/// <summary>What somebody bought.</summary>
public sealed class Order
{
    /// <summary>Its number, made by whoever places it.</summary>
    public required string Id { get; init; }

    /// <summary>How many parcels have left the house for it. One is right.</summary>
    public int Parcels { get; set; }
}
