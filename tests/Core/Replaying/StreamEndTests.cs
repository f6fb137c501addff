using Evenhand.Core.Codes;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>Where a stream ends of which nobody says so.</summary>
[Trait("fault", "E30")]
public class StreamEndTests
{
    [Theory]
    [InlineData("2027-03-01", 14, 0)]
    [InlineData("2027-03-02T00:00:01Z", 2, 1)]
    [InlineData("2099-01-01", 2, 1)]
    [InlineData("2199-12-31", 2, 1)]
    public void An_event_more_than_366_days_behind_is_named_and_stretches_nothing(
        string last,
        int statements,
        int named
    )
    {
        var replayed = Replays.Of(Life().At(last, "api.called").Lines, null);
        replayed.Effects.OfType<Evenhand.Core.Effects.Statement>().Count().ShouldBe(statements);
        replayed.Rejections.ShouldBeEmpty();
        replayed
            .Notes.Select(note => (note.Line, note.Fault.Code))
            .ShouldBe(named == 0 ? [] : [(3, Code.FarAhead)]);
    }

    [Fact]
    public void What_follows_a_gap_is_named_with_it()
    {
        var story = Life().At("2090-01-01", "api.called").At("2090-01-02", "api.called");
        Replays.Of(story.Lines, null).Notes.Select(note => note.Line).ShouldBe([3, 4]);
        Replays.Of(story.Lines.Reverse(), null).Notes.Select(note => note.Line).ShouldBe([1, 2]);
    }

    [Fact]
    public void Whoever_says_where_it_ends_gets_it_all()
    {
        var story = Life().At("2028-01-01", "api.called");
        var replayed = Replays.Of(story.Lines, Story.Instant("2028-02-01"));
        replayed.Notes.ShouldBeEmpty();
        replayed.Effects.OfType<Evenhand.Core.Effects.Statement>().Count().ShouldBe(25);
    }

    [Theory]
    [InlineData("fx.published", """{"base":"EUR","date":"2001-01-02","rates":{"USD":1}}""")]
    [InlineData("api.called", "{}")]
    public void What_lies_before_the_first_opening_makes_no_gap(string type, string data)
    {
        var story = new Story().At("2001-01-02", type, data, id: "old");
        var lines = story.Lines.Concat(Life().Lines);
        Replays.Of(lines, null).Notes.ShouldBeEmpty();
        Replays
            .Of(lines, null)
            .Effects.OfType<Evenhand.Core.Effects.Statement>()
            .Count()
            .ShouldBe(2);
    }

    [Fact]
    public void Rates_of_a_distant_day_stretch_nothing()
    {
        var story = Life()
            .At(
                "2090-01-02",
                "fx.published",
                """{"base":"EUR","date":"2090-01-02","rates":{"USD":1}}"""
            );
        var replayed = Replays.Of(story.Lines, null);
        replayed.Notes.Select(note => note.Line).ShouldBe([3]);
        replayed.Effects.OfType<Evenhand.Core.Effects.Statement>().Count().ShouldBe(2);
    }

    /// <summary>Until the first instant of March; two cycles have ended then.</summary>
    private static Story Life() =>
        Story.Under("stackcx", plan: "starter").At("2026-03-01", "api.called");
}
