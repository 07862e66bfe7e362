namespace Tasks.Domain;

/// <summary>Why the domain said no: a value that carries the facts and says them in one sentence. It is returned, never thrown.</summary>
public abstract record Refusal
{
    private protected Refusal() { }

    /// <summary>One sentence for a person: what was refused, and what holds instead.</summary>
    public abstract string Sentence { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Sentence;
}
