using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class CoreFoldersTests
{
    [Theory]
    [InlineData("using Evenhand.Core.Rating;")]
    [InlineData("using static Evenhand.Core.Rating.Tiers;")]
    [InlineData("var price = Evenhand.Core.Rating.Price.Zero;")]
    public void A_sideways_use_is_caught(string use) =>
        ShouldBeCaught(CoreFolders.Check, "src/Core/Metering/Meters.cs", use);

    [Fact]
    public void A_folder_below_may_be_used() =>
        ShouldBeTidy(
            CoreFolders.Check,
            "src/Core/Metering/Meters.cs",
            "using Evenhand.Core.Policy;"
        );

    [Fact]
    public void The_root_of_the_core_may_use_every_folder() =>
        ShouldBeTidy(
            CoreFolders.Check,
            "src/Core/Engine.cs",
            "using Evenhand.Core.Gate;\nusing Evenhand.Core.Rating;"
        );

    [Fact]
    public void A_folder_outside_the_plan_is_caught_once() =>
        ShouldBeCaught(
            CoreFolders.Check,
            "src/Core/Attic/Box.cs",
            "using System;\nnamespace Evenhand.Core.Attic;\n",
            2
        );

    [Fact]
    public void A_namespace_that_is_not_its_folder_is_caught() =>
        ShouldBeCaught(CoreFolders.Check, "src/Core/Gate/Ask.cs", "namespace Evenhand.Core;");

    [Fact]
    public void A_global_using_is_caught() =>
        ShouldBeCaught(
            CoreFolders.Check,
            "src/Core/Usings.cs",
            "global using Evenhand.Core.Stream;"
        );
}
