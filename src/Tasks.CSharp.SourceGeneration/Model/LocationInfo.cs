using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Tasks.SourceGeneration.Model;

/// <summary>A place in the source as a plain value; a <see cref="Location"/> would keep its syntax tree alive.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo? From(Location? location) =>
        location?.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
