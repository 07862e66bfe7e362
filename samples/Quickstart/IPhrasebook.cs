namespace Quickstart;

/// <summary>A service that tasks are given.</summary>
public interface IPhrasebook
{
    /// <summary>The word for hello.</summary>
    string Hello(string language);
}
