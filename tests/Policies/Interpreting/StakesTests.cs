using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Policies.Interpreting;
using Evenhand.Tests.Policies.Quay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Interpreting;

/// <summary>What hangs on a reading is the difference of two replays.</summary>
public sealed class StakesTests
{
    private static readonly ReadOnlyMemory<byte>[] Stream =
    [
        .. File.ReadLines(QuayPolicy.PathOf("events.ndjson"))
            .Select(line => new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(line))),
    ];

    private readonly Stakes stakes = Stakes.Of(
        QuayPolicy.Old,
        new PolicyShelf(QuayPolicy.Catalogue, []),
        shelf => StreamReplay.Run(shelf, Stream, null).Effects
    );

    [Fact]
    public void Readings_are_listed_with_their_alternatives_in_the_order_of_the_document()
    {
        var readings = Alternatives.Of(QuayPolicy.Old.Policy);
        readings.Select(reading => reading.Of).ShouldBe(["charge.status", "allowance.amount"]);
        readings[1]
            .Instead.Single()
            .Sets.Single()
            .ShouldBe(KeyValuePair.Create("allowance.amount", "3 lifts"));
    }

    // Twelve lifts of each account, ten included, at €2.00 and $2.50.
    [Fact]
    public void The_policy_as_chosen_is_the_measure()
    {
        stakes.Chosen.Money["EUR"].ShouldBe(new Sums(0, 4.00m, 0));
        stakes.Chosen.Money["USD"].ShouldBe(new Sums(0, 5.00m, 0));
    }

    [Fact]
    public void The_reading_on_which_most_money_hangs_comes_first()
    {
        stakes.All.Select(stake => stake.Alternative.Says).ShouldBe(["three", "due at once"]);
        stakes.All[0].Between["EUR"].ShouldBe(new Sums(0, 14.00m, 0));
        stakes.All[0].Between["USD"].ShouldBe(new Sums(0, 17.50m, 0));
    }

    [Fact]
    public void Money_that_moves_from_proposed_to_due_is_shown_on_both_sides() =>
        stakes.All[1].Between["EUR"].ShouldBe(new Sums(4.00m, -4.00m, 0));

    [Fact]
    public void Accounts_under_other_policies_are_left_out()
    {
        var others = QuayPolicy.Checked(
            QuayPolicy.Text("harbour.md").Replace("policy: harbour", "policy: marina")
        );
        var alone = Stakes.Of(
            others,
            QuayPolicy.Shelf,
            shelf => StreamReplay.Run(shelf, Stream, null).Effects
        );
        alone.Chosen.Money.ShouldBeEmpty();
        alone.All.ShouldAllBe(stake => stake.IsNothing);
    }

    [Fact]
    public void A_stricter_limit_changes_cases()
    {
        var text = QuayPolicy
            .Text("harbour.md")
            .Replace(
                "limit: { amount: 3 lifts, gate: warn, opens: case }\n```",
                """
                limit: { amount: 3 lifts, gate: warn, opens: case }
                ```

                ```yaml reading
                - of: limit.passed
                  words: "more than"
                  chosen: above
                  because: it says so
                  instead:
                    - { say: one is too many, set: { limit.amount: 0 lifts } }
                ```
                """
            );
        var strict = Stakes.Of(
            QuayPolicy.Checked(text),
            new PolicyShelf(QuayPolicy.Catalogue, []),
            shelf => StreamReplay.Run(shelf, Stream, null).Effects
        );
        strict.All.Single(stake => stake.Alternative.Says == "one is too many").Cases.ShouldBe(1);
    }
}
