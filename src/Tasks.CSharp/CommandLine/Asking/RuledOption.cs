using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tasks.CommandLine.Asking;

/// <summary>An option whose wrong value is answered with its name and its rule.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
internal sealed class RuledOption<T> : Option<T>, IRuled
{
    private readonly Func<string, (bool IsRight, T Value)> read;

    /// <summary>An option.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What the help calls its value.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="rule">What follows its name where a value is wrong: <c>must be …</c>.</param>
    /// <param name="read">Reads a value.</param>
    public RuledOption(string name, string value, string description, string rule, Func<string, (bool IsRight, T Value)> read)
        : base(name)
    {
        Description = description;
        HelpName = value;
        Rule = rule;
        this.read = read;
        CustomParser = Parse;
        // Also of a list, which has commas: given twice, one of the two would be lost.
        Arity = ArgumentArity.ExactlyOne;
    }

    public string Rule { get; }

    /// <summary>The same option with a value for when it is not given.</summary>
    public RuledOption<T> Or(T fallback)
    {
        DefaultValueFactory = _ => fallback;
        return this;
    }

    private T Parse(ArgumentResult given)
    {
        if (given.Tokens.Count != 1)
        {
            return default!;
        }

        var text = given.Tokens[0].Value;
        var (isRight, value) = read(text);
        if (!isRight)
        {
            given.AddError($"{Name}: '{text}' {Rule}.");
        }

        return value;
    }
}
