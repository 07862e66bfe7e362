using Tasks;

namespace Outside.Post;

/// <summary>Tasks of a library.</summary>
public static partial class Letters
{
    /// <summary>Puts a stamp on a letter.</summary>
    /// <param name="letter">The letter.</param>
    [Task]
    public static string Stamp(string letter) => $"[{letter}]";
}
