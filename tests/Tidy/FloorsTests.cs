using Shouldly;
using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class FloorsTests
{
    private const string Rated =
        "namespace Evenhand.Core.Statements;\npublic sealed class Rated { public int Total => 1; }\n";

    private const string Answer =
        "namespace Evenhand.Core.Gate;\npublic sealed class Answer { public Evenhand.Core.Folding.State State => null!; }\n";

    private const string State =
        "namespace Evenhand.Core.Folding;\npublic sealed class State { public int Units => 1; }\n";

    [Theory]
    [InlineData("public int A(Statements.Rated rated) => 1;")]
    [InlineData("public int A() => new Statements.Rated().Total;")]
    [InlineData("public object A() => typeof(Evenhand.Core.Statements.Rated);")]
    public void A_use_of_a_room_beside_is_caught_however_it_is_spelled(string use) =>
        Findings(("src/Core/Statements/Rated.cs", Rated), Gate(use))
            .ShouldContain(
                "src/Core/Gate/Ask.cs:2: Core/Gate uses Rated of Core/Statements, which stands beside it."
            );

    [Fact]
    public void A_use_that_goes_through_a_member_is_caught_where_no_name_of_the_room_is_written() =>
        Findings(
                ("src/Core/Folding/State.cs", State),
                ("src/Core/Gate/Answer.cs", Answer),
                (
                    "src/Core/Metering/Meter.cs",
                    "namespace Evenhand.Core.Metering;\nclass Meter { int A(dynamic d) => 1; }\n"
                ),
                (
                    "src/Core/Metering/Taps.cs",
                    "using Told = Evenhand.Core.Gate.Answer;\nnamespace Evenhand.Core.Metering;\nclass Taps { int A(Told told) => told.State.Units; }\n"
                )
            )
            .ShouldContain("Core/Metering uses State of Core/Folding, which stands above it");

    [Fact]
    public void A_room_below_may_be_used() =>
        Findings(("src/Core/Folding/State.cs", State), ("src/Core/Gate/Answer.cs", Answer))
            .ShouldBeEmpty();

    [Fact]
    public void A_file_at_the_root_is_a_room_of_its_own() =>
        Findings(
                ("src/Core/Folding/State.cs", State),
                (
                    "src/Core/Engine.cs",
                    "namespace Evenhand.Core;\npublic class Engine { public int A(Folding.State state) => state.Units; }\n"
                ),
                (
                    "src/Core/Folding/Back.cs",
                    "namespace Evenhand.Core.Folding;\nclass Back { Engine A() => null!; }\n"
                )
            )
            .ShouldContain(
                "src/Core/Folding/Back.cs:2: Core/Folding uses Engine of Core/Engine.cs, which stands above it."
            );

    [Fact]
    public void A_room_outside_the_plan_is_caught_once() =>
        ShouldBeCaught(
            Floors.Check,
            "src/Core/Attic/Box.cs",
            "using System;\nnamespace Evenhand.Core.Attic;\n"
        );

    [Fact]
    public void A_namespace_that_is_not_its_folder_is_caught() =>
        ShouldBeCaught(Floors.Check, "src/Core/Gate/Ask.cs", "namespace Evenhand.Core;");

    [Fact]
    public void A_global_using_is_caught() =>
        ShouldBeCaught(
            Floors.Check,
            "src/Core/Gate/Usings.cs",
            "global using Evenhand.Core.Stream;"
        );

    private static (string Path, string Text) Gate(string member) =>
        (
            "src/Core/Gate/Ask.cs",
            $"namespace Evenhand.Core.Gate;\npublic sealed class Ask {{ {member} }}\n"
        );

    private static string Findings(params (string Path, string Text)[] files) =>
        string.Join('\n', Floors.Check(Tree.Of(files)));
}
