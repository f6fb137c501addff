using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Notation;
using Evenhand.Policies.Publishing;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Publishing;

/// <summary>A page says in words what may happen to an account, who decides it, and how it can be challenged.</summary>
public sealed partial class StandingWordsTests
{
    [Fact]
    public void A_ladder_is_a_table_of_its_steps()
    {
        var words = Words(
            """
            report: { opens: case }
            ladder:
              steps:
                - { to: warned, by: anyone, with: [figures, mending] }
                - { to: restricted, needs: warned, notice: 14 days, lasts: 60 days, offers: plan }
                - { to: terminated, needs: restricted, notice: 30 days }
              falls-back-after: 3 cycles
              appeal: { within: 60 days, decided-within: 10 days }
            """
        );
        words.ShouldContain(
            "Step Only after Taken by In force Lapses Its notice has Offered instead"
        );
        words.ShouldContain("Warned – the system, or a person with its notice figures, mending");
        words.ShouldContain(
            "Restricted warned a person; to charge, two 14 days after its notice after 60 days plan"
        );
        words.ShouldContain("Terminated restricted two persons 30 days after its notice");
        words.ShouldContain("A step can be appealed within 60 days of its notice.");
        words.ShouldContain("decides, within 10 days; after that the step is undone.");
        words.ShouldContain("After 3 cycles without a case the account is in good standing again.");
    }

    [Fact]
    public void What_a_ladder_leaves_out_is_said()
    {
        var words = Words(
            "report: { opens: case }\nladder: { steps: { to: suspended, approval: none } }"
        );
        words.ShouldContain("Suspended – a person with its notice");
        words.ShouldContain("within 6 months of its notice");
        words.ShouldContain("within 14 days; after that");
        words.ShouldContain("What was in force before stays on record.");
    }

    [Theory]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 3 letters, gate: warn, once-throttled: deny }",
        "While the account is throttled for this clause, what goes beyond this figure is refused."
    )]
    [InlineData(
        "report: { opens: case, suspends: account }",
        "A person may suspend the account at once, for 24 hours; longer only if a second person agrees."
    )]
    [InlineData(
        "report: { opens: case, suspends: { acts: [letter.sent, crane.used] } }",
        "only if a second person agrees: letter sent, crane used. Nothing else is suspended."
    )]
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\njudge: { per: licensed, typical: { times: 5, of: median, among: same plan, at-least: 20 accounts }, floor: 9000 letters }",
        "usage per licence is compared with that of all accounts on the same plan that had any, of which there must be 20 accounts: more than 5 times the median and more than 9,000 letters per licence opens a case, for a person to judge."
    )]
    [InlineData(
        "concurrency: { of: crane.used, for-each: full, amount: 3 }",
        "At most 3 may go on at once for each full licence. One goes on from the answer that reserves it until it is settled"
    )]
    [InlineData(
        "duty: { of: vendor, to: answer the customer, within: 5 days }",
        "We owe you to answer the customer, within 5 days."
    )]
    [InlineData(
        "duty: { of: customer, to: announce a peak, before: it starts }",
        "You owe us to announce a peak, before it starts."
    )]
    [InlineData(
        "amend: { notice: 30 days, accepted-by: use }",
        "You are told of a new version 30 days before it takes effect. The first use of the service under a new version accepts it"
    )]
    public void A_note_says_what_a_part_does(string rule, string note) =>
        Words(rule).ShouldContain(note);

    [Fact]
    public void How_requests_are_answered_stands_with_the_facts_and_can_be_bound()
    {
        var text = HarbourFiles
            .Dock("report: { opens: case }")
            .Replace(
                "effective: 2026-01-01\n",
                "effective: 2026-01-01\nexceptions: { answered-within: 5 days, else: refused }\n"
            )
            .Replace(
                "### Dock\n",
                "### Dock\n\nIn [5 days](# \"exceptions.answered-within\").\n\n"
            );
        var words = Plain(text);
        words.ShouldContain("Requests for exceptions answered within 5 days, else refused");
        words.ShouldContain("The heading of the policy says 5 days (a request is answered within)");
    }

    private static string Words(string rule) => Plain(HarbourFiles.Dock(rule));

    private static string Plain(string text) =>
        Blank()
            .Replace(
                WebUtility.HtmlDecode(
                    Tag().Replace(Page.Of(HarbourFiles.Check(text, new Problems())), " ")
                ),
                " "
            )
            .Replace(" .", ".");

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
