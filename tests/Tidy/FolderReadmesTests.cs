using Shouldly;
using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class FolderReadmesTests
{
    [Theory]
    [InlineData("src/Core/Gate/Ask.cs", "src/Core/Gate/README.md")]
    [InlineData("maps/np-telco.yaml", "maps/README.md")]
    [InlineData("docs/decisions/0001.md", "docs/README.md")]
    public void A_room_without_a_readme_is_caught(string file, string expected) =>
        FolderReadmes.Check(Tree.Of((file, ""))).ShouldHaveSingleItem().Path.ShouldBe(expected);

    [Fact]
    public void A_readme_that_grew_into_a_manual_is_caught() =>
        ShouldBeCaught(
            FolderReadmes.Check,
            "maps/README.md",
            string.Join('\n', Enumerable.Repeat("More.", 41)),
            41
        );

    [Fact]
    public void A_short_readme_is_enough() =>
        FolderReadmes
            .Check(Tree.Of(("src/Core/Gate/Ask.cs", ""), ("src/Core/Gate/README.md", "# Gate\n")))
            .ShouldBeEmpty();

    [Fact]
    public void A_folder_without_code_needs_none() =>
        ShouldBeTidy(FolderReadmes.Check, "src/Cli/Assets/style.css", "");
}
