using Shouldly;
using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class LinksTests
{
    [Theory]
    [InlineData("See [the design](ARCHITECTURE.md).")]
    [InlineData("See [the design][1].\n\n[1]: ../ARCHITECTURE.md")]
    [InlineData("![A picture](picture.svg)")]
    [InlineData("[out of the tree](../../elsewhere.md)")]
    [InlineData("[below](#no-such-heading)")]
    [InlineData("[70 GB](#storage-allowance \"amount\")")]
    public void A_dead_link_is_caught(string text) =>
        ShouldBeCaught(Links.Check, "docs/page.md", text);

    [Fact]
    public void The_line_of_a_dead_link_is_named() =>
        ShouldBeCaught(
            Links.Check,
            "page.md",
            "# A page\n\nText, then\na [dead](dead.md) link.\n",
            line: 4
        );

    [Fact]
    public void A_dead_anchor_names_the_headings_that_there_are() =>
        Findings(Links.Check, "page.md", "# One page\n\n## Two words\n\n[here](#two-word)")
            .ShouldBe(
                "page.md:5: the link \"#two-word\" names no heading of page.md. It has: one-page, two-words."
            );

    [Fact]
    public void Links_to_files_folders_and_anchors_of_the_tree_are_alive() =>
        Links
            .Check(
                Tree.Of(
                    (
                        "docs/a.md",
                        "[b](b.md#storage-allowance) [up](../src) [root](/src/x.cs) [code](../src/x.cs#L3)"
                    ),
                    (
                        "docs/b.md",
                        "## Storage allowance\n\n<a id=\"old\"></a>\n\n[self](#old) [me](b.md)"
                    ),
                    ("src/x.cs", "")
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void The_network_and_code_are_left_alone() =>
        ShouldBeTidy(
            Links.Check,
            "page.md",
            "[site](https://example.org/x) [mail](mailto:a@example.org) [20](# \"free\")\n\n```\n[not a link](nowhere.md)\n```\n"
        );
}
