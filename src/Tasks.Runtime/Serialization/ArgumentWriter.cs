using System.ComponentModel;
using Tasks.Runtime.Serialization;

namespace Tasks.Generation;

/// <summary>Takes the arguments of one call, one by one, and writes them as the JSON that is stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgumentWriter
{
    private readonly StrictWriter sheet;
    private bool isWhole;

    internal ArgumentWriter(StrictWriter sheet) => this.sheet = sheet;

    /// <summary>One argument.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidTaskException">The value cannot be stored.</exception>
    public void Write<T>(string name, T value)
    {
        Begin();
        sheet.Json.WritePropertyName(name);
        sheet.Write(new("argument", name), value);
    }

    /// <summary>All arguments as one value, whose own JSON they are.</summary>
    /// <param name="value">The value; it must become a JSON object.</param>
    /// <exception cref="InvalidTaskException">The value cannot be stored, or becomes no object.</exception>
    public void WriteWhole<T>(T value)
    {
        isWhole = true;
        sheet.Write(new("argument"), value);
        if (sheet.Written.Utf8.Span[0] != (byte)'{')
        {
            throw new InvalidTaskException(Unstorable.NoObject(sheet.TaskName));
        }
    }

    internal void Complete()
    {
        if (!isWhole)
        {
            Begin();
            sheet.Json.WriteEndObject();
        }
    }

    internal void Restart() => isWhole = false;

    private void Begin()
    {
        if (sheet.Json.CurrentDepth == 0)
        {
            sheet.Json.WriteStartObject();
        }
    }
}
