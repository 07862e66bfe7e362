using Tasks;

namespace Quickstart;

/// <summary>An instance task: made for each run, from the services of a scope of its own.</summary>
public sealed partial class Greetings(IPhrasebook phrasebook)
{
    /// <summary>Says hello in a language.</summary>
    [Task]
    public string Greet(string name, string language = "en") => $"{phrasebook.Hello(language)}, {name}!";
}
