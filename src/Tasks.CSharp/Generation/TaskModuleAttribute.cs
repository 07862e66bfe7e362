using System.ComponentModel;

namespace Tasks.Generation;

/// <summary>Names the generated class that makes an assembly's tasks known.</summary>
/// <param name="module">The class.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TaskModuleAttribute(Type module) : Attribute
{
    /// <summary>The class.</summary>
    public Type Module { get; } = module;
}
