using Evenhand.Notation;
using Evenhand.Pages.Versions;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

/// <summary>A draft in parts: nothing is lost between its fields, and what is wrong stands under the words where it is.</summary>
public class DraftPartTests
{
    private const string Text = """
        ---
        policy: fair
        # a remark
        ---

        # Fair

        ### Calls

        Up to 1000 calls.

        ```yaml rule
        # no heading
        limit: { amount: 1000 calls }
        ```

        ### Messages
        """;

    [Fact]
    public void A_heading_begins_a_part_and_a_remark_does_not() =>
        DraftPart
            .Of(Text, [])
            .Select(part => $"{part.Title} {part.FirstLine}")
            .ShouldBe(["Front matter 1", "Fair 6", "Calls 8", "Messages 17"]);

    [Fact]
    public void Parts_of_every_published_policy_are_the_policy()
    {
        foreach (var name in new[] { "stackcx", "qcontact", "numonix", "engagece" })
        {
            var text = Published.Text(name, "9", "2030-01-01");
            var parts = DraftPart.Of(text, []);
            parts.Length.ShouldBeGreaterThan(5);
            DraftPart.Joined(parts.Select(part => part.Text)).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parts_of_any_text_are_the_text(int seed)
    {
        string[] some =
        [
            "---",
            "# A",
            "### B",
            "```",
            "```yaml rule",
            "",
            "words",
            "#",
            "#### C",
            "# ",
        ];
        var random = new Random(seed);
        for (var tries = 0; tries < 300; tries++)
        {
            var text = string.Join('\n', random.GetItems(some, random.Next(1, 20)));
            string.Concat(DraftPart.Of(text, []).Select(part => part.Text)).ShouldBe(text);
        }
    }

    [Fact]
    public void Browsers_end_lines_with_two_characters() =>
        DraftPart.Joined(["# A\r\n\r\nb", "", "## C\r\n"]).ShouldBe("# A\n\nb\n## C\n");

    [Fact]
    public void What_is_wrong_stands_in_its_part_with_its_words()
    {
        var problem = new Problem("fair.md", new Place(10, 7), "calls", "is no figure", "bind it");
        var part = DraftPart.Of(Text, [problem]).Single(each => each.Problems.Length > 0);
        part.Title.ShouldBe("Calls");
        part.Problems.Single()
            .ShouldBe(
                new DraftProblem(10, 7, "Up to ", "1000", " calls.", "is no figure", "bind it")
            );
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 99)]
    [InlineData(6, 500)]
    public void A_place_outside_of_the_text_is_told_at_its_edge(int line, int column) =>
        DraftPart
            .Of(Text, [new Problem("fair.md", new Place(line, column), "", "odd", null)])
            .Sum(part => part.Problems.Length)
            .ShouldBe(1);
}
