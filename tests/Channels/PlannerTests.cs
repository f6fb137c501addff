using Evenhand.Channels;
using Evenhand.Channels.Composing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Outbox;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Server.Sites.SigningIn;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Channels;

/// <summary>Who is told what: as they wished, but what concerns money and steps is owed to whoever pays.</summary>
public class PlannerTests
{
    private static readonly Target Mail = new("mail", "email", "ada@example.com");
    private static readonly Target Hook = new("hook", "webhook", "https://a.example/");

    [Fact]
    public void Each_is_told_the_kinds_that_it_wants()
    {
        var steps = Mail with { Kinds = ["step"] };
        Told(steps, "step").ShouldBeTrue();
        Told(steps, "near-allowance").ShouldBeFalse();
        Told(Mail, "near-allowance").ShouldBeTrue();
    }

    [Theory]
    [InlineData("step", "step-changed")]
    [InlineData("threshold-reached", "threshold-resolved")]
    public void Whoever_wants_to_be_told_that_something_is_so_is_told_that_it_is_no_longer(
        string begun,
        string ended
    )
    {
        var wants = Mail with { Kinds = [begun] };
        Plan(new Occasion(Entry(ended) with { Ends = begun }, [wants], []))
            .Copies.ShouldHaveSingleItem();
        Told(wants, ended).ShouldBeFalse("it ends nothing that was told");
        Plan(
            new Occasion(
                Entry(ended) with
                {
                    Ends = begun,
                },
                [Mail with { Kinds = ["cycle-summary"] }],
                []
            )
        )
            .Copies.ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_pays_is_always_told_what_concerns_money_and_steps()
    {
        var payer = Mail with { Kinds = ["cycle-summary"], IsBilling = true };
        Told(payer, "step").ShouldBeTrue();
        Told(payer, "step-changed").ShouldBeTrue();
        Told(payer, "near-allowance").ShouldBeFalse();
    }

    [Fact]
    public void How_far_an_allowance_is_used_is_told_from_the_share_that_was_wished_for()
    {
        var late = Mail with { FromPercent = 100 };
        Told(late, "near-allowance", 80).ShouldBeFalse();
        Told(late, "allowance-reached", 100).ShouldBeTrue();
        Told(late, "step").ShouldBeTrue();
    }

    [Fact]
    public void What_is_for_operators_the_accounts_own_targets_are_not_told()
    {
        Told(Hook, "reading-needed").ShouldBeFalse();
        Plan(new Occasion(Entry("reading-needed"), [], [Hook])).Copies.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_disabled_one_is_told_nothing() =>
        Told(Mail with { Disabled = "it took nothing", IsBilling = true }, "step").ShouldBeFalse();

    [Fact]
    public void Those_of_one_language_are_sent_one_letter()
    {
        var plan = Plan(
            new Occasion(
                Entry("step"),
                [Mail, Mail with { Id = "m2" }, Mail with { Id = "m3", Language = "de" }, Hook],
                []
            )
        );
        plan.Messages.Length.ShouldBe(3);
        plan.Copies.Length.ShouldBe(4);
    }

    private static bool Told(Target target, string kind, long? percent = null) =>
        !Plan(new Occasion(Entry(kind, percent), [target], [])).Copies.IsEmpty;

    private static Plan Plan(Occasion occasion) =>
        new Planner(TemplateSet.Own, _ => null, "webhook", "email").Of(occasion);

    private static SaidEntry Entry(string kind, long? percent = null) =>
        new(
            new AccountId("acme"),
            "n1",
            new ToldNotice("calls", kind, "So.", new Moment(0), "acme"),
            null
        )
        {
            Percent = percent,
        };
}
