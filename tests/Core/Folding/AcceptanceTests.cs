using Evenhand.Core.Effects;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

public class AcceptanceTests
{
    private static readonly Evenhand.Core.Policy.PolicyShelf Amended = Published.Amended(
        "numonix",
        "2026.1",
        "2026-01-20"
    );

    [Fact]
    public void The_first_act_after_an_amendment_took_effect_accepts_it_once()
    {
        var accepted = Story
            .Under("numonix", shelf: Amended)
            .At("2026-01-05", "api.called")
            .At("2026-01-20", "seats.set", """{"licensed": 3}""")
            .At("2026-01-22", "api.called", id: "first")
            .At("2026-01-23", "api.called")
            .At("2026-02-23", "api.called")
            .Told("2026-03-10")
            .Notices.Where(notice => notice.What == "policy-accepted")
            .ShouldHaveSingleItem();
        accepted.Time.ShouldBe(Story.Moment("2026-01-22"));
        (accepted.Clause.Slug, accepted.Cited.Version).ShouldBe(("policy-changes", "2026.1"));
        Sentence
            .Of(accepted)
            .ShouldBe(
                "You went on using the service (api.called), so version 2026.1 holds for you."
            );
    }

    [Fact]
    public void Who_opened_under_a_version_or_did_nothing_since_accepts_nothing()
    {
        Story
            .Under("numonix", shelf: Amended, opened: "2026-01-21")
            .At("2026-01-22", "api.called")
            .Told("2026-03-10")
            .Notices.ShouldNotContain(notice => notice.What == "policy-accepted");
        Story
            .Under("numonix", shelf: Amended)
            .At("2026-01-19", "api.called")
            .At("2026-01-21", "account.terminated")
            .At("2026-01-22", "api.called")
            .Until("2026-03-10")
            .Notices.ShouldNotContain(notice => notice.What == "policy-accepted");
    }
}
