namespace Tasks.SourceGeneration.Model;

/// <summary>A name under which stored tasks find a method; two methods cannot claim the same.</summary>
internal sealed record NameClaim(string Name, string Method, LocationInfo? Location);
