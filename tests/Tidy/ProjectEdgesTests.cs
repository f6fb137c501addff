using Shouldly;
using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class ProjectEdgesTests
{
    [Fact]
    public void An_arrow_that_runs_back_is_caught_in_the_project_file() =>
        Findings(ProjectEdges.Check, "src/Core/Core.csproj", Project("Replay"))
            .ShouldBe(
                "src/Core/Core.csproj:3: Core uses Replay. "
                    + "Core may use no other project: move the code, or pass a value in."
            );

    [Fact]
    public void An_arrow_that_runs_back_is_caught_in_a_using() =>
        ShouldBeCaught(
            ProjectEdges.Check,
            "src/Policies/Read.cs",
            "using System;\nusing Evenhand.Cli;\n",
            line: 2
        );

    [Fact]
    public void A_project_outside_the_plan_is_caught() =>
        ShouldBeCaught(ProjectEdges.Check, "src/Attic/Attic.csproj", "<Project />");

    [Fact]
    public void An_arrow_of_the_plan_may_be_drawn()
    {
        ShouldBeTidy(ProjectEdges.Check, "src/Replay/Replay.csproj", Project("Core"));
        ShouldBeTidy(
            ProjectEdges.Check,
            "src/Replay/Replayer.cs",
            "using Evenhand.Core;\nnamespace Evenhand.Replay;"
        );
    }

    [Fact]
    public void Tests_and_bench_may_use_everything() =>
        ShouldBeTidy(ProjectEdges.Check, "tests/Tests.csproj", Project("Cli"));

    private static string Project(string reference) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../{reference}/{reference}.csproj" />
              </ItemGroup>
            </Project>
            """;
}
