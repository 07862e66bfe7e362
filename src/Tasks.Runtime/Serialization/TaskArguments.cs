using System.ComponentModel;

namespace Tasks.Generation;

/// <summary>The arguments of one call: a value. Generated code derives one record a task method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record TaskArguments
{
    /// <summary>Writes each argument under its parameter's name.</summary>
    /// <param name="writer">Where to.</param>
    public abstract void Write(ArgumentWriter writer);
}
