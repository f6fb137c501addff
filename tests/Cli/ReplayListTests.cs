using Evenhand.Tests.Core;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>What a replay shows in a terminal of the usual width.</summary>
public sealed class ReplayListTests
{
    [Fact]
    [Trait("fault", "S1-12")]
    public void At_eighty_columns_every_clause_stands_whole_and_every_answer_has_its_reason()
    {
        if (!Npm.Exists("script"))
            Assert.Skip("script is not installed: no terminal was tried");
        var story = Story
            .Under("qcontact")
            .At("2026-01-05", "entity-type.created", """{"count":500}""")
            .Asks("2026-01-06", "one-more", "entity-type.created");
        using var evenhand = new EvenhandProcess();
        evenhand.Write("events.ndjson", string.Join('\n', story.Lines) + "\n");
        var shown = evenhand.Shell(
            "script -qec \"stty cols 80 rows 24; $evenhand replay events.ndjson --until 2026-02-02T00:00:00Z\" /dev/null"
        );
        shown.Status.ShouldBe(0, shown.Output + shown.Errors);
        shown.Output.ShouldContain("limit-entity-types (2024.3.1)");
        shown.Output.ShouldContain("500");
        // A fixed shade is no colour of the terminal's own, and may be that of its ground.
        shown.Output.ShouldNotContain("[38;5;");
        shown.Output.ShouldNotContain("─");
    }
}
