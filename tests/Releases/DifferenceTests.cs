using Shouldly;
using Xunit;

namespace Evenhand.Tests.Releases;

public class DifferenceTests
{
    private static readonly Answer Line = Of("volume-plan", "2 for 0.12");
    private static readonly Answer Other = Of("nudge-limit", "none");

    [Fact]
    public void What_changed_what_is_gone_and_what_came_are_told_as_lines_for_the_file()
    {
        var (changed, come) = (Line with { Says = "1 for 0.06" }, Of("call", "once"));
        var lines = Difference.Between([Line, Other], [changed, come]);
        lines.ShouldBe($"{Line}\t1 for 0.06\t?\n{Other}\t\t?\n{come with { Says = "" }}\tonce\t?");
        var differences = lines.Split('\n').Select(Difference.Parse);
        Difference.Apply([Line, Other], differences).ShouldBe([come, changed]);
    }

    [Fact]
    public void Nothing_is_listed_where_nothing_differs() =>
        Difference.Between([Line, Other], [Other, Line]).ShouldBe("");

    [Fact]
    public void A_difference_that_does_not_occur_shows()
    {
        var listed = new Difference(Line, "1 for 0.06", "a fault");
        Difference
            .Between(Difference.Apply([Line, Other], [listed]), [Line, Other])
            .ShouldNotBe("");
    }

    [Fact]
    public void A_difference_from_what_the_release_never_said_is_refused() =>
        Should
            .Throw<InvalidOperationException>(() =>
                Difference.Apply([Other], [new Difference(Line, "", "a fault")])
            )
            .Message.ShouldContain("never said");

    private static Answer Of(string clause, string says) =>
        new("now", "acme", "stated line", "2026-01-01", clause, says);
}
