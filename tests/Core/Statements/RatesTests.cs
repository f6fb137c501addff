using Evenhand.Core.Codes;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>Of one date the rates hold that were published last.</summary>
[Trait("fault", "E07")]
public class RatesTests
{
    [Theory]
    [InlineData("", ",\"published\":\"2026-01-05T15:00:01Z\"", "1.2")]
    [InlineData(",\"published\":\"2026-01-05T15:00:01Z\"", "", "1.1")]
    [InlineData(
        ",\"published\":\"2026-01-05T16:00:00Z\"",
        ",\"published\":\"2026-01-05T17:00:00+02:00\"",
        "1.1"
    )]
    [InlineData(",\"published\":\"2026-01-05T14:59:59Z\"", "", "1.2")]
    public void The_one_published_last_holds_whatever_the_names(
        string first,
        string second,
        string rate
    )
    {
        foreach (var (one, other) in new[] { ("a", "b"), ("b", "a") })
        {
            var lines = Lines((one, first, "1.1"), (other, second, "1.2"));
            Due(lines).ShouldBe($"{decimal.Parse(rate) * 1000:0.00}");
            Due([.. lines.Reverse()]).ShouldBe($"{decimal.Parse(rate) * 1000:0.00}");
            Replays.Of(lines, Story.Instant("2026-02-01")).Notes.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Of_one_instant_the_last_in_canonical_order_holds_and_that_they_differ_is_told()
    {
        var lines = Lines(("b", "", "1.1"), ("a", "", "1.2"));
        Due(lines).ShouldBe("1100.00");
        Replays
            .Of(lines, Story.Instant("2026-02-01"))
            .Notes.ShouldHaveSingleItem()
            .Fault.Code.ShouldBe(Code.OtherRates);
        Replays
            .Of(Lines(("b", "", "1.1"), ("a", "", "1.1")), Story.Instant("2026-02-01"))
            .Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2026-01-05\"")]
    [InlineData("7")]
    public void An_instant_that_is_none_is_refused(string published) =>
        Replays
            .Of(Lines(("a", $",\"published\":{published}", "1.1")), null)
            .Rejections.ShouldHaveSingleItem()
            .Fault.Kind.ShouldBe(FaultKind.PublishedNotTime);

    private static string Due(string[] lines) =>
        Replays
            .Of(lines, Story.Instant("2026-02-01"))
            .Effects.OfType<Evenhand.Core.Effects.Statement>()
            .Single()
            .Due.ToString();

    private static string[] Lines(params (string Id, string More, string Rate)[] tables)
    {
        var story = Story
            .Under("qcontact")
            .At(
                "2026-01-05 18:00",
                "passthrough.incurred",
                """{"what":"whatsapp","amount":"1000","currency":"EUR"}"""
            );
        foreach (var (id, more, rate) in tables)
            story.At(
                "2026-01-05 15:00",
                "fx.published",
                $$$"""{"base":"EUR","date":"2026-01-05","rates":{"USD":{{{rate}}}}{{{more}}}}""",
                id
            );
        return [.. story.Lines];
    }
}
