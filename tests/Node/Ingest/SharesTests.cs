using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Ingest;

/// <summary>Large commits are worked on by several threads; nobody can tell.</summary>
public class SharesTests
{
    private const int Accounts = 300;

    [Fact]
    public async Task A_commit_of_many_accounts_stores_and_counts_every_event_once_in_the_order_in_which_it_came()
    {
        await using var served = await ServedNode.At("2026-01-20");
        var lines = Enumerable.Range(0, Accounts).Select(Opening).Concat(Calls("before")).ToArray();

        var first = await served.SendAsync(lines);
        var again = await served.SendAsync([.. lines, .. Calls("after"), .. Calls("after")]);

        (first.Accepted, first.Duplicates, first.Rejected.Count).ShouldBe((4 * Accounts, 0, 0));
        (again.Accepted, again.Duplicates).ShouldBe((3 * Accounts, 7 * Accounts));
        for (var account = 0; account < Accounts; account++)
        {
            served.Ledger.SequenceOf(StreamName.Of(Name(account))).ShouldBe(7);
            served
                .Node.Account(new AccountId(Name(account)))
                .ShouldNotBeNull()
                .Plan.ShouldBe("business");
        }
    }

    [Fact]
    public async Task What_is_odd_about_its_events_is_told_in_their_order_whoever_finds_it()
    {
        await using var served = await ServedNode.At("2026-01-20");

        var outcome = await served.SendAsync([.. Calls("of nobody")]);

        outcome.Accepted.ShouldBe(3 * Accounts);
        outcome.Warnings.Select(each => each.Index).ShouldBe(Enumerable.Range(0, 3 * Accounts));
    }

    private static string Name(int account) => $"acme-{account}";

    private static string Opening(int account) =>
        $$$"""{"specversion":"1.0","id":"open","source":"{{{account}}}","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":"{{{Name(account)}}}","data":{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"business"}}""";

    private static IEnumerable<string> Calls(string when) =>
        Enumerable
            .Range(0, 3 * Accounts)
            .Select(i =>
                $$$"""{"specversion":"1.0","id":"{{{when}}} {{{i}}}","source":"s","type":"api.called","time":"2026-01-19T12:00:00Z","subject":"{{{Name(i % Accounts)}}}","data":{"count":1}}"""
            );
}
