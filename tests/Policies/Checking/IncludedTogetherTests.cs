using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What the words of the bill do not settle is refused, with its place and what to write instead.</summary>
public sealed class IncludedTogetherTests
{
    private const string Month = "meter: { of: letter.sent, per: sender, within: cycle }\n";
    private const string Crates = "stock: { of: crate, counts: bytes, unit: GB-month }\n";
    private const string Busy = "state: { name: busy, opens: signal.given }\n";
    private const string Talk = "state: { name: talk, of: contact, opens: letter.received }\n";

    [Theory]
    // Allowances
    [InlineData(
        Month + "allowance: { amount: 5 letters, while: lounge }",
        "9:40: dock: whether the add-on is held is asked act by act, and this is set against usage at the close; say `drawn: in order`"
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters, while: lounge, drawn: whole cycle }",
        "9:40: dock: whether the add-on is held is asked act by act, and this is set against usage at the close; say `drawn: in order`"
    )]
    [InlineData(
        Crates + "allowance: { amount: 5 GB, while: lounge }",
        "9:35: dock: whether the add-on is held is asked act by act, and this is set against usage at the close; leave `while` out"
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters, for-each: full, taken: average, drawn: in order }",
        "9:56: dock: the average of a cycle is not known before its end, and this is drawn act by act; say `drawn: at close`, or `taken: highest`"
    )]
    [InlineData(
        Month
            + "allowance: [{ amount: 5 letters, drawn: in order }, { amount: 5 letters, drawn: whole cycle }]",
        "9:81: dock: what is included of `dock` is drawn in one way, and `dock` draws it in another; say the same `drawn` in both"
    )]
    // Free usage
    [InlineData(
        Crates + "free: { acts: crate.stored }",
        "9:15: dock: `dock` is there over time and has no acts; say `while` it is free"
    )]
    [InlineData(
        Crates + "free: { places: { field: crate, add-ons: { lounge: 5 }, taken: each cycle } }",
        "9:17: dock: `dock` is there over time and has no acts; say `while` it is free"
    )]
    [InlineData(
        Crates + Busy + "free: { while: { empty: busy } }",
        "10:16: dock: a stock is free while something is open or held, not while nothing is; name a state that is open all that time"
    )]
    [InlineData(
        Crates + Talk + "free: { while: talk }",
        "10:16: dock: `talk` is kept for each `contact`, and a stock is the account's; name a state of the account"
    )]
    [InlineData(
        "meter: { of: crane.used, within: cycle }\n" + Talk + "free: { while: talk }",
        "10:16: dock: `talk` is kept for each `contact`, which none of the acts names"
    )]
    [InlineData(
        "meter: { of: crane.used, within: cycle }\nfree: { places: { field: contact, add-ons: { lounge: 5 }, taken: each cycle } }",
        "9:17: dock: none of the acts has a field `contact`"
    )]
    // Charges
    [InlineData(
        Crates + "charge: { taken: touched, price: { EUR: 1 }, for: 1 GB-month, status: due }",
        "9:18: dock: what was touched are things, and `dock` counts `bytes`; charge a stock that `counts: things`"
    )]
    [InlineData(
        "stock: { of: berth, counts: things }\n"
            + Busy
            + "free: { while: busy }\ncharge: { taken: touched, price: { EUR: 1 }, for: 1, status: due }",
        "11:18: dock: what is free of `dock` is free for a time, and what was touched has none; take the `average`, `peak` or `end`"
    )]
    // Wallets and notices
    [InlineData(
        "meter: { of: crane.used, within: cycle }\nallowance: { amount: 5 hours, drawn: whole cycle }\nwallet: { of: crane.used, draws: cost, less: dock }",
        "10:46: dock: a wallet pays act by act, and `dock` is set against usage when the cycle closes; say `drawn: in order` there"
    )]
    [InlineData(
        "meter: { of: crane.used, within: cycle }\n"
            + Busy
            + "free: { while: busy }\nallowance: { amount: 5 hours, drawn: at close }\nwallet: { of: crane.used, draws: cost, less: dock }",
        "12:46: dock: other clauses take of an act before `dock` does, and the wallet would pay for it; put `dock` first with `order`"
    )]
    [InlineData(
        Month
            + "allowance: { amount: 5 letters, per: key, drawn: in order }\nnotify: { of: dock, at: 50 % }",
        "10:15: dock: notices tell of one pool, and `dock` has one for each key; say `per: account` there"
    )]
    [InlineData(
        Month
            + "allowance: { amount: 5 letters, for-each: licensed, taken: average, drawn: whole cycle }\nnotify: { of: dock, at: 50 % }",
        "10:15: dock: how much `dock` includes is an average, which is not known before the cycle ends; say `taken: highest` there"
    )]
    // Conversions
    [InlineData(
        "meter: { name: stamps, from: conversions, per: sender, within: cycle, unit: stamp }\nconvert: { to: stamps, of: letter.sent, costs: 1 stamp }",
        "8:48: dock: what is converted to `stamps` counts as `convert` says; leave `per` out"
    )]
    public void It_is_refused(string rule, string problem) =>
        HarbourFiles.Problems(HarbourFiles.Dock(rule)).ShouldContain(problem);

    [Theory]
    [InlineData(
        "allowance: { of: dock, amount: 5 letters, per: key }",
        "10:18: dock: at the close nobody can tell whose usage `dock` takes, so what is each key's own comes first; put `pier` before it, or say `drawn: in order` there"
    )]
    [InlineData(
        "free: { of: dock, acts: { letter.sent: { kind: bulk } } }",
        "10:18: dock: what is free is told act by act, before the close sets the rest against `dock`; put `pier` before it, or say `drawn: in order` there"
    )]
    public void An_order_that_the_close_cannot_keep_is_refused(string pier, string problem)
    {
        string Text(string order) =>
            HarbourFiles.Dock(
                Month + $"allowance: {{ amount: 5 letters }}\norder: {{ covers: [{order}] }}"
            ) + $"### Pier\n```yaml rule\n{pier}\n```\n";
        HarbourFiles.Problems(Text("dock, pier")).ShouldBe([problem]);
        HarbourFiles.Problems(Text("pier, dock")).ShouldBeEmpty();
    }

    [Fact]
    public void Charges_beyond_one_meter_name_one_clause()
    {
        string Text(string beyond) =>
            HarbourFiles.Dock(
                Month
                    + "allowance: { amount: 5 letters }\ncharge: { beyond: dock, price: { EUR: 1 }, for: 1 letter, status: due }"
            )
            + $"### Pier\n```yaml rule\nallowance: {{ of: dock, amount: 5 letters }}\ncharge: {{ beyond: {beyond}, price: {{ EUR: 2 }}, for: 1 letter, status: due }}\n```\n";
        HarbourFiles
            .Problems(Text("pier"))
            .ShouldBe([
                "15:19: pier: `beyond` means beyond all that is included of `dock`, whichever clause it names; name `dock`, as `dock` does",
            ]);
        HarbourFiles.Problems(Text("dock")).ShouldBeEmpty();
    }
}
