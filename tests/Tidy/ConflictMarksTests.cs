using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

/// <summary>The planted marks are put together here, so that this file does not break the rule it tests.</summary>
public sealed class ConflictMarksTests
{
    [Theory]
    [InlineData("<<<<", "<<< HEAD")]
    [InlineData(">>>>", ">>> main")]
    public void A_mark_is_caught(string start, string end) =>
        ShouldBeCaught(ConflictMarks.Check, "src/Pages/Assets/evenhand.css", start + end);

    [Theory]
    [InlineData("a <<<<<<< b")]
    [InlineData("Heading\n=======")]
    [InlineData("<<<<<<<")]
    public void What_only_looks_like_one_is_not(string text) =>
        ShouldBeTidy(ConflictMarks.Check, "docs/page.md", text);
}
