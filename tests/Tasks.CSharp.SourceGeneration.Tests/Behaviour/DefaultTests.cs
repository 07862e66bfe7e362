using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Behaviour;

/// <summary>Defaults of parameters, written out again as literals.</summary>
public sealed class DefaultTests
{
    [Fact]
    public async Task A_missing_argument_takes_the_parameters_default()
    {
        const string source = """
            public enum Size : short { Small = -2, Big = 3 }
            public static partial class Defaults
            {
                [Task] public static string Many(
                    string text = "a\"\\\n\u2028\ud800", char letter = '\'', float third = 1f / 3, double nan = double.NaN, double less = -0.0,
                    float no = float.NegativeInfinity, decimal price = 12.50m, long low = long.MinValue, int min = int.MinValue,
                    ulong high = ulong.MaxValue, byte small = 255, bool yes = true, Size size = Size.Small, Size odd = (Size)9,
                    Size? maybe = Size.Big, int? none = null, Guid id = default, DateTime? at = null, string? nothing = null,
                    string forced = null!, int[]? list = null) =>
                    FormattableString.Invariant(
                        $"{text == "a\"\\\n\u2028\ud800"} {letter} {third == 1f / 3} {nan} {1 / less} {no} {price} {low} {min} {high} {small} {yes} {size} {odd} {maybe} {none} {id == default} {at} {nothing} {forced is null}");
                [Task] public static int Rest(int a = 1, params int[] rest) => a + rest.Length;
            }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    var here = await Defaults.ManyTask.CallAsync();
                    var stored = (string)(await Defaults.ManyTask.RunStoredAsync("{}", default))!;
                    var rest = await Defaults.RestTask.RunStoredAsync("{\"rest\":[1,2]}", default);
                    return $"{here == stored}|{here}|{rest}";
                }
            }
            """;

        Assert.Equal(
            "True|True ' True NaN -Infinity -Infinity 12.50 -9223372036854775808 -2147483648 18446744073709551615 255 True Small 9 Big  True   True|3",
            await LoadedCode.RunAsync(source)
        );
    }
}
