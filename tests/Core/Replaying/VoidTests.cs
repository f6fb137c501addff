using Evenhand.Tests.Core.Gate;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>What is taken back is looked up by its name, however many voids there are.</summary>
[Trait("fault", "M16")]
public class VoidTests
{
    [Fact]
    public void An_event_costs_about_the_same_beside_many_voids_as_beside_a_few()
    {
        var (few, many) = (Voided(3), Voided(20_000));
        Cost(few, "warm");
        Cost(many, "warm");
        var (besideFew, besideMany) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 7; round++)
        {
            besideFew = Least(besideFew, Cost(few, $"few-{round}"));
            besideMany = Least(besideMany, Cost(many, $"many-{round}"));
        }
        (besideMany / besideFew).ShouldBeLessThan(15);
    }

    [Fact]
    public void An_event_that_is_named_by_any_of_many_voids_is_taken_back()
    {
        var story = Story.Under("qcontact");
        for (var i = 0; i < 300; i++)
            story.At("2026-01-10", "entity-type.created", id: $"made-{i}");
        for (var i = 0; i < 300; i += 2)
        for (var often = 0; often < 3; often++)
            story.At(
                often == 1 ? "2026-01-05" : $"2026-01-1{often}",
                "usage.voided",
                $$"""{"source":"test","id":"made-{{i}}","reason":"a mistake"}"""
            );
        story.Asks("2026-01-20", "ask", "entity-type.created");
        for (var i = 0; i < 350; i++)
            story.At("2026-01-21", "entity-type.created", id: $"more-{i}");
        story
            .Asks("2026-01-22", "full", "entity-type.created")
            .At("2026-01-23", "entity-type.created", id: "last")
            .Asks("2026-01-24", "beyond", "entity-type.created");
        var told = story.Told("2026-02-01");
        told.Answer("ask").ShouldBe("allow");
        told.Answer("full").ShouldStartWith("warn");
        told.Reason("full").Used.ShouldBe("500");
    }

    [Theory]
    [InlineData("2026-01-19 10:00")]
    [InlineData("2026-01-20")]
    [InlineData("2026-01-21")]
    [InlineData("2026-06-01")]
    [Trait("fault", "E21")]
    public void A_void_has_its_effect_also_after_the_end_of_the_account(string voided)
    {
        var story = Story
            .Under("stackcx", plan: "starter")
            .At("2026-01-10", "api.called", """{"count":60000}""", id: "wrong")
            .At("2026-01-11", "api.called", """{"count":20}""")
            .At("2026-01-20", "account.terminated")
            .At(voided, "usage.voided", """{"source":"test","id":"wrong","reason":"a mistake"}""");
        var told = story.Told("2026-07-01");
        told.Quantities("api-calls").ShouldBe(["20"]);
        told.Unmatched().ShouldBeEmpty();
    }

    [Fact]
    [Trait("fault", "E21")]
    public void What_comes_after_the_end_has_no_effect_but_charges_and_voids()
    {
        var story = Story
            .Under("stackcx", plan: "starter")
            .At("2026-01-10", "api.called", """{"count":60000}""")
            .At("2026-01-20", "account.terminated")
            .At("2026-01-21", "api.called", """{"count":60000}""")
            .At(
                "2026-05-01",
                "charge.waived",
                """{"clause":"api-calls","cycle":"2026-01-01","by":"ann","reason":"goodwill"}"""
            );
        var told = story.Told("2026-07-01");
        told.Quantities("api-calls").ShouldBe(["60000"]);
        told.LinesOf("api-calls").Single().Status.ToString().ShouldBe("Waived");
    }

    private static Lived Voided(int voids) =>
        Lived.Under(
            "meter: { of: letter.sent, within: day }\nlimit: { amount: 9 letters, gate: warn }",
            story =>
            {
                for (var i = 0; i < voids; i++)
                    story.At(
                        "2026-01-02",
                        "usage.voided",
                        $$"""{"source":"test","id":"letter-{{i}}","reason":"a mistake"}"""
                    );
            }
        );

    private static TimeSpan Cost(Lived account, string name)
    {
        var story = new Story();
        for (var i = 0; i < 1_000; i++)
            story.At("2026-01-20T12:00:00Z", "letter.sent", id: $"{name}-{i}");
        return account.Count(story.Lines);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
