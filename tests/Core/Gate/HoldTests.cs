using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>What a reservation holds is seen by the gate and never by the fold, and is what its act would count.</summary>
public class HoldTests
{
    private const string Clauses =
        "---\npolicy: harbour\nversion: 1\neffective: 2026-01-01\n---\n"
        + "### Package\n```yaml rule\n"
        + "meter: { of: crane.used, counts: duration, PER within: cycle, unit: second }\n"
        + "allowance: { amount: 100 seconds, POOL drawn: in order }\n```\n"
        + "### Prepaid\n```yaml rule\n"
        + "wallet: { of: crane.used, draws: cost, less: package, gated: crane.used }\n```\n";

    private const string Crane = """{"sender":"ana","duration":80,"cost":"8.00"}""";

    public static TheoryData<string, string> Allowances =>
        new()
        {
            { "", "" },
            { "per: sender,", "per: key," },
            { "per: sender,", "" },
        };

    [Theory]
    [Trait("fault", "B2")]
    [MemberData(nameof(Allowances))]
    public void An_act_draws_from_the_wallet_what_it_would_without_its_reservation(
        string per,
        string pool
    )
    {
        var (plain, held) = (Paid(per, pool), Paid(per, pool));
        var hold = held.Hold("crane.used", Crane);
        plain.Hold("crane.used", Crane).Release();
        plain.Then("crane.used", Crane);
        held.Then("crane.used", Crane);
        hold.Release();
        held.Bytes().ShouldBe(plain.Bytes());
        held.Answers("crane.used", """{"sender":"ana","duration":20}""").ShouldBe("allow");
    }

    [Theory]
    [Trait("fault", "B2")]
    [MemberData(nameof(Allowances))]
    public void Whoever_asks_meanwhile_finds_the_rest_only(string per, string pool)
    {
        var account = Lived.Under(Prepaid(per, pool));
        account.Answers("crane.used", """{"sender":"ana","duration":90}""").ShouldBe("allow");
        account.Hold("crane.used", """{"sender":"ana","duration":80}""");
        account.Answers("crane.used", """{"sender":"ana","duration":20}""").ShouldBe("allow");
        account
            .Answers("crane.used", """{"sender":"ana","duration":21}""")
            .ShouldBe("deny prepaid");
    }

    [Fact]
    [Trait("fault", "B2")]
    public void An_allowance_over_which_a_hold_is_higher_than_what_is_there_covers_what_it_covers()
    {
        var account = Paid("", "");
        var hold = account.Hold("crane.used", Crane, quantity: 1_000_000);
        account.Then("crane.used", Crane);
        hold.Release();
        account.Left("crane.used").ShouldContain("package 20/100");
    }

    [Theory]
    [Trait("fault", "B4")]
    [InlineData("cycle")]
    [InlineData("day")]
    [InlineData("36 hours")]
    [InlineData("ever")]
    public void A_value_that_counted_already_is_held_for_nothing(string within)
    {
        var account = Lived
            .Under(
                $"meter: {{ of: letter.sent, distinct: contact, within: {within} }}\nlimit: {{ amount: 2 letters, gate: deny }}"
            )
            .Then("letter.sent", """{"contact":"ana"}""");
        account.Hold("letter.sent", """{"contact":"ana"}""");
        account.Answers("letter.sent", """{"contact":"ben"}""").ShouldBe("allow");
        account.Hold("letter.sent", """{"contact":"ben"}""");
        account.Answers("letter.sent", """{"contact":"cid"}""").ShouldBe("deny dock");
        account.Answers("letter.sent", """{"contact":"ana"}""").ShouldBe("allow");
    }

    [Fact]
    [Trait("fault", "B4")]
    public void A_value_is_held_once_for_each_key()
    {
        var account = Lived
            .Under(
                "meter: { of: letter.sent, distinct: contact, per: machine, within: cycle }\nlimit: { amount: 1 letter, gate: deny }"
            )
            .Then("letter.sent", """{"contact":"ana","machine":"one"}""");
        account.Hold("letter.sent", """{"contact":"ana","machine":"one"}""");
        account.Hold("letter.sent", """{"contact":"ana","machine":"two"}""");
        account
            .Answers("letter.sent", """{"contact":"ben","machine":"two"}""")
            .ShouldBe("deny dock");
        account.Answers("letter.sent", """{"contact":"ana","machine":"three"}""").ShouldBe("allow");
    }

    [Fact]
    [Trait("fault", "B4")]
    public void A_thing_that_is_there_already_is_held_for_nothing()
    {
        const string Crate = """{"crate":"c1","kind":"fish","bytes":60}""";
        var account = Lived
            .Under("stock: { of: crate, counts: bytes }\nlimit: { amount: 100 bytes, gate: deny }")
            .Then("crate.stored", Crate);
        account.Hold("crate.stored", Crate);
        account
            .Answers("crate.stored", """{"crate":"c2","kind":"fish","bytes":40}""")
            .ShouldBe("allow");
        account
            .Answers("crate.stored", """{"crate":"c3","kind":"fish","bytes":41}""")
            .ShouldBe("deny dock");
    }

    private static string Prepaid(string per, string pool) =>
        Clauses.Replace("PER", per).Replace("POOL", pool);

    private static Lived Paid(string per, string pool) =>
        Lived.Under(
            Prepaid(per, pool),
            story =>
                story.At("2026-01-02", "wallet.topped-up", """{"amount":"2.00","currency":"USD"}""")
        );
}
