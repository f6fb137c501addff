using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class WordsTests
{
    [Theory]
    [InlineData("public sealed class StatementManager")]
    [InlineData("internal static class Helpers")]
    [InlineData("public sealed record CallInfo(long Seconds);")]
    [InlineData("public readonly record struct DateUtil")]
    [InlineData("interface IEventProcessor")]
    public void A_type_name_that_says_nothing_is_caught(string declaration) =>
        ShouldBeCaught(Words.Check, "src/Core/Some.cs", declaration);

    [Theory]
    [InlineData("public sealed class Information")]
    [InlineData("public sealed record ServiceSuspended;")]
    [InlineData("// the class Manager of another product")]
    public void A_name_that_merely_contains_the_word_is_no_violation(string line) =>
        ShouldBeTidy(Words.Check, "src/Core/Some.cs", line);

    [Theory]
    [InlineData("// TODO: later")]
    [InlineData("// FIXME")]
    [InlineData("/* HACK */")]
    public void Work_left_for_later_is_caught(string line) =>
        ShouldBeCaught(Words.Check, "bench/Some.cs", line);

    [Fact]
    public void A_region_is_caught() =>
        ShouldBeCaught(Words.Check, "tests/Some.cs", "    #region Fields");

    [Theory]
    [InlineData("src/Core/Some.cs", "// QContact wants this")]
    [InlineData("src/Policies/schema.json", "{ \"enum\": [\"nudge\"] }")]
    [InlineData("src/Cli/README.md", "WhatsApp conversations")]
    public void A_vendor_word_under_src_is_caught(string path, string line) =>
        ShouldBeCaught(Words.Check, path, line);

    [Fact]
    public void A_vendor_word_in_a_policy_is_where_it_belongs() =>
        ShouldBeTidy(Words.Check, "policies/engagece.md", "A nudge is a unit of usage.");
}
