namespace Quickstart;

/// <summary>Knows three languages.</summary>
public sealed class Phrasebook : IPhrasebook
{
    /// <inheritdoc/>
    public string Hello(string language) =>
        language switch
        {
            "fr" => "Bonjour",
            "eo" => "Saluton",
            _ => "Hello",
        };
}
