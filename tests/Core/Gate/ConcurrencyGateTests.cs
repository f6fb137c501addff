using Evenhand.Core.Policy;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>How many acts may go on at once: those that are reserved.</summary>
public class ConcurrencyGateTests
{
    private const string Two = "concurrency: { of: crane.used, amount: 2 }";
    private const string Lift = """{"duration":60,"sender":"ana"}""";

    [Fact]
    public void One_too_many_is_denied_until_another_has_ended()
    {
        var account = Lived.Under(Two);
        account.Left("crane.used", Lift).ShouldBe(["dock 2/2"]);
        var first = account.Hold("crane.used", Lift, quantity: 900);
        account.Answers("crane.used", Lift).ShouldBe("allow");
        account.Hold("crane.used", Lift);
        account.Left("crane.used", Lift).ShouldBe(["dock 0/2"]);
        account.Answers("crane.used", Lift).ShouldBe("deny dock");
        first.Release();
        account.Answers("crane.used", Lift).ShouldBe("allow");
        account.Left("crane.used", Lift).ShouldBe(["dock 1/2"]);
    }

    [Fact]
    public void A_denial_says_how_many_go_on_and_when_the_next_place_is_free()
    {
        var account = Lived.Under(Two);
        account.Hold("crane.used", Lift, ends: "2026-01-20T12:09:00Z");
        account.Hold("crane.used", Lift, ends: "2026-01-20T12:05:00Z");
        var reason = account.Ask("crane.used", Lift).Decision.Reasons.ShouldHaveSingleItem();
        reason.Outcome.ShouldBe(Outcome.Deny);
        (reason.Used, reason.Limit).ShouldBe(("2", "2"));
        reason.RetryAt.ShouldBe(Story.Moment("2026-01-20T12:05:00Z"));
        Sentence.Of(reason).ShouldBe("2 are going on, and at most 2 may at once.");
    }

    [Fact]
    public void Where_fewer_may_go_on_than_do_several_have_to_end()
    {
        var account = Lived.Under(
            "concurrency: { of: crane.used, for-each: licensed, amount: 2 }",
            story => story.At("2026-01-02", "seats.set", """{"licensed":2}""")
        );
        for (var minute = 1; minute <= 4; minute++)
            account.Hold("crane.used", Lift, ends: $"2026-01-20T12:0{minute}:00Z");
        Retry(account).ShouldBe("2026-01-20T12:01:00Z");
        account.Then("seats.set", """{"licensed":1}""", at: "2026-01-20T12:00:01Z");
        Retry(account).ShouldBe("2026-01-20T12:03:00Z");
        account.Then("seats.set", """{"licensed":0}""", at: "2026-01-20T12:00:02Z");
        Retry(account).ShouldBeNull();
    }

    [Fact]
    public void Full_licences_leave_restricted_ones_out()
    {
        var account = Lived.Under(
            "concurrency: { of: crane.used, for-each: full, amount: 1 }",
            story => story.At("2026-01-02", "seats.set", """{"licensed":2,"restricted":3}""")
        );
        account.Left("crane.used", Lift).ShouldBe(["dock 2/2"]);
    }

    [Fact]
    public void Only_the_acts_that_are_named_go_on_and_an_exempt_one_does_not()
    {
        const string Theirs = """{"route":"theirs"}""";
        var account = Lived.Under(
            "concurrency: { of: [letter.sent, { crane.used: { kind: heavy } }], amount: 1 }\nexempt: { from: dock, where: { route: theirs } }"
        );
        account.Hold("crane.used", """{"duration":60,"kind":"light"}""").IsNothing.ShouldBeTrue();
        account.Hold("letter.sent", Theirs).IsNothing.ShouldBeTrue();
        account.Left("letter.sent").ShouldBe(["dock 1/1"]);
        account.Hold("crane.used", """{"duration":60,"kind":"heavy"}""").IsNothing.ShouldBeFalse();
        account.Answers("letter.sent").ShouldBe("deny dock");
        account.Answers("letter.sent", Theirs).ShouldBe("allow");
    }

    [Theory]
    [InlineData(""", "amount": 3.5""", "allow", "deny dock")]
    [InlineData(", \"amount\": 2", "deny dock", "deny dock")]
    [InlineData("", "allow", "allow")]
    public void An_exception_gives_another_number_or_none(
        string amount,
        string withTwo,
        string withThree
    )
    {
        var account = Lived.Under(
            Two,
            story =>
                story.At(
                    "2026-01-02",
                    "exception.granted",
                    $$"""{"clause":"dock","from":"2026-01-02T00:00:00Z","to":"2026-03-01T00:00:00Z","reason":"r"{{amount}}}"""
                )
        );
        account.Hold("crane.used", Lift);
        account.Hold("crane.used", Lift);
        account.Answers("crane.used", Lift).ShouldBe(withTwo);
        account.Hold("crane.used", Lift);
        account.Answers("crane.used", Lift).ShouldBe(withThree);
    }

    [Fact]
    public void Of_several_bounds_each_holds_and_each_that_is_met_is_cited()
    {
        var account = Lived.Under(
            "concurrency:\n  - { of: crane.used, amount: 3 }\n  - { of: { crane.used: { kind: heavy } }, amount: 1 }"
        );
        account.Hold("crane.used", """{"duration":60,"kind":"heavy"}""");
        account.Answers("crane.used", Lift).ShouldBe("allow");
        account
            .Ask("crane.used", """{"duration":60,"kind":"heavy"}""")
            .Decision.Reasons.ShouldHaveSingleItem()
            .Limit.ShouldBe("1");
        account.Hold("crane.used", Lift);
        account.Hold("crane.used", Lift);
        account.Answers("crane.used", Lift).ShouldBe("deny dock");
    }

    [Fact]
    public void The_act_itself_is_never_in_its_own_way_and_counts_nowhere()
    {
        var account = Lived.Under(Two);
        for (var act = 0; act < 5; act++)
            account.Then("crane.used", Lift);
        account.Left("crane.used", Lift).ShouldBe(["dock 2/2"]);
    }

    private static string? Retry(Lived account) =>
        account
            .Ask("crane.used", Lift, at: "2026-01-20T12:00:03Z")
            .Decision.Reasons.Single()
            .RetryAt?.ToString();
}
