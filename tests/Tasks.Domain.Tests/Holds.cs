using FsCheck;
using FsCheck.Fluent;

namespace Tasks.Domain.Tests;

/// <summary>Says a property: it holds for everything that can be drawn. A failure prints the smallest example and how to replay it.</summary>
internal static class Holds
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true);

    public static void ForEach<T>(Gen<T> drawn, Action<T> check) => ForEach(drawn.ToArbitrary(), check);

    public static void ForEach<T>(Arbitrary<T> drawn, Action<T> check) => Check.One(Often, Prop.ForAll(drawn, check));
}
