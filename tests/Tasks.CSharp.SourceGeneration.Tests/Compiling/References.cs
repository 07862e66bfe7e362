using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tasks.SourceGeneration.Tests.Compiling;

/// <summary>What test sources are compiled against: the framework and the facade, here as the stub in <c>Facade/</c>.</summary>
internal static class References
{
    public static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsFramework(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static readonly byte[] FacadeImage = EmitFacade();

    // To compile against the real facade: MetadataReference.CreateFromFile(typeof(TaskHandle).Assembly.Location).
    public static readonly MetadataReference Facade = MetadataReference.CreateFromImage(FacadeImage);

    private static bool IsFramework(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal)
        || file.StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
        || file is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll";

    private static byte[] EmitFacade()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var trees = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("Facade/", StringComparison.Ordinal))
            .Select(name => CSharpSyntaxTree.ParseText(new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        return CSharpCompilation.Create("Tasks.CSharp", trees, Framework, options).ToImage();
    }

    public static byte[] ToImage(this Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }
}
