using System.Runtime.Loader;

namespace Tasks.SourceGeneration.Tests.Compiling;

/// <summary>
/// Test source, compiled with what was generated for it, loaded, and its <c>Scenario.RunAsync()</c> run.
/// It references the first of the others; the rest are there to be loaded.
/// </summary>
internal static class LoadedCode
{
    public static async Task<string> RunAsync(string source, params (string Name, byte[] Image)[] others)
    {
        var references = others.Take(1).Select(other => Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(other.Image));
        var generation = Generation.Of(source, [.. references]).AssertClean();
        var context = new AssemblyLoadContext("scenario", isCollectible: true);
        var images = others.Append(("Tasks.CSharp", References.FacadeImage)).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        context.Resolving += (_, name) =>
            images.TryGetValue(name.Name!, out var image) ? context.LoadFromStream(new MemoryStream(image)) : null;
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(generation.Output.ToImage()));
            var run = assembly.GetType("Scenario", throwOnError: true)!.GetMethod("RunAsync")!;
            return await run.CreateDelegate<Func<Task<string>>>()();
        }
        finally
        {
            context.Unload();
        }
    }
}
