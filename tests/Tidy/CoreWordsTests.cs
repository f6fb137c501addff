using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class CoreWordsTests
{
    [Theory]
    [InlineData("public sealed record Price(double Amount);")]
    [InlineData("private float _share;")]
    [InlineData("var share = 0.8;")]
    [InlineData("var share = (decimal)(0.5 * count);")]
    [InlineData("var billion = 1e9;")]
    [InlineData("var two = 2d;")]
    public void Floating_point_in_the_core_is_caught(string line) =>
        ShouldBeCaught(CoreWords.Check, "src/Core/Some.cs", line);

    [Theory]
    [InlineData("public static async Task Fold()")]
    [InlineData("await Task.Yield();")]
    public void Waiting_in_the_core_is_caught(string line) =>
        ShouldBeCaught(CoreWords.Check, "src/Core/Some.cs", line);

    [Theory]
    [InlineData("var share = 0.8m; var more = 1_000.5M;")]
    [InlineData("var mask = 0x2d; var range = items[1..2];")]
    [InlineData("// a double of 0.8 that we await")]
    [InlineData("var text = \"version 1.0, double \\\" 2.5\";")]
    public void Exact_numbers_comments_and_strings_are_no_violation(string line) =>
        ShouldBeTidy(CoreWords.Check, "src/Core/Some.cs", line);

    [Fact]
    public void A_random_generator_for_samples_may_use_floating_point() =>
        ShouldBeTidy(CoreWords.Check, "src/Sampling/Some.cs", "var mu = 4.75;");
}
