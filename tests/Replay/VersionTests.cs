using Evenhand.Core.Policy;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>A policy version takes effect at its instant and not before.</summary>
public class VersionTests
{
    private static readonly Lazy<PolicyShelf> Numonix = new(() =>
        Published.Amended(
            "numonix",
            "2026.1",
            "2026-01-20",
            ("2,400 calls", "100 calls"),
            ("amount: 2400 calls", "amount: 100 calls")
        )
    );

    private static readonly Lazy<PolicyShelf> Qcontact = new(() =>
        Published.Amended(
            "qcontact",
            "2026.1",
            "2026-01-20",
            ("[70 GB](#storage-allowance", "[10 GB](#storage-allowance"),
            ("of: storage, amount: 70 GB", "of: storage, amount: 10 GB")
        )
    );

    [Theory]
    [InlineData("engagece")]
    [InlineData("numonix")]
    [InlineData("qcontact")]
    [InlineData("stackcx")]
    public void An_amendment_that_changes_nothing_changes_nothing_but_its_name(string policy)
    {
        var amended = Published.Amended(policy, "amended", "2026-02-14T05:00:00Z");
        var version = Published.Shelf.Versions(policy)[0].Version;
        Laws.Hold(
            4,
            stream =>
                Replays
                    .Output(stream.Lines, RandomStream.End, amended)
                    // That it was accepted is all that is told of it.
                    .Where(line => !line.Contains("\"notice\":\"policy-accepted\""))
                    .Select(line =>
                        line.Replace("\"version\":\"amended\"", $"\"version\":\"{version}\"")
                            .Replace("?version=amended#", $"?version={version}#")
                    )
                    .ShouldBe(Replays.Output(stream.Lines, RandomStream.End))
        );
    }

    [Fact]
    public void Answers_follow_the_version_in_force_to_the_tick()
    {
        var result = Story
            .Under("numonix", shelf: Numonix.Value)
            .Asks("2026-01-19T23:59:59.9999999Z", "before", "api.called", """{"count": 101}""")
            .Asks("2026-01-20T00:00:00Z", "after", "api.called", """{"count": 101}""")
            .Told();
        result.Answer("before").ShouldBe("allow");
        result.Answer("after").ShouldBe("warn api-daily");
        result.Reason("after").Cited.Version.ShouldBe("2026.1");
        result.Reason("after").Limit.ShouldBe("100");
    }

    [Fact]
    public void What_was_used_before_counts_for_the_new_version_too()
    {
        var result = Story
            .Under("numonix", zone: "America/New_York", shelf: Numonix.Value)
            .At("2026-01-19T20:00:00Z", "api.called", """{"count": 100}""")
            .Asks("2026-01-19T23:00:00Z", "before", "api.called")
            .Asks("2026-01-20T01:00:00Z", "after", "api.called")
            .Told();
        result.Answer("before").ShouldBe("allow");
        result.Answer("after").ShouldBe("warn api-daily");
    }

    [Fact]
    public void A_statement_follows_the_version_at_its_cycles_first_instant()
    {
        var result = Story
            .Under("qcontact", shelf: Qcontact.Value)
            .At("2026-01-01", "seats.set", """{"licensed": 1}""")
            .At(
                "2026-01-01",
                "object.stored",
                """{"object": "a", "class": "media", "bytes": 100000000000}"""
            )
            .Told("2026-03-01");
        var lines = result.LinesOf("storage-overage");
        lines.Select(line => line.Version).ShouldBe(["2024.3.1", "2026.1"]);
        lines.Select(line => line.Included.ToString()).ShouldBe(["70", "10"]);
        lines.Select(line => line.Billable.ToString()).ShouldBe(["30", "90"]);
    }

    [Theory]
    [InlineData("2026-01-05")]
    [InlineData("2026-01-25")]
    public void An_account_that_opens_after_an_amendment_has_a_statement_for_its_first_cycle(
        string opened
    )
    {
        var result = Story
            .Under("qcontact", opened: opened, shelf: Qcontact.Value)
            .At(opened, "seats.set", """{"licensed": 1}""")
            .Told("2026-03-01");
        result.Statements.Count().ShouldBe(2);
        result
            .LinesOf("storage-overage")
            .Select(line => line.Version)
            .ShouldBe(["2024.3.1", "2026.1"]);
    }

    [Fact]
    public void The_wallet_and_the_cases_are_the_accounts_whatever_the_version()
    {
        var result = Story
            .Under("qcontact", shelf: Qcontact.Value)
            .At("2026-01-02", "wallet.topped-up", """{"amount": 10, "currency": "USD"}""")
            .At(
                "2026-01-10",
                "call.ended",
                """{"duration": 60, "direction": "outbound", "cost": 3}"""
            )
            .At(
                "2026-01-11",
                "report.filed",
                """{"clause": "use-unlawful", "by": "a", "about": "b"}"""
            )
            .At(
                "2026-01-21",
                "report.filed",
                """{"clause": "use-unlawful", "by": "a", "about": "b"}"""
            )
            .At(
                "2026-01-22",
                "call.ended",
                """{"duration": 60, "direction": "outbound", "cost": 4}"""
            )
            .Told("2026-02-01");
        result.Wallets.Single().Balance.ToString().ShouldBe("3");
        result.CaseClauses().ShouldBe(["use-unlawful"]);
    }

    [Fact]
    public void A_field_that_only_one_version_reads_counts_for_that_version()
    {
        // The amended version counts calls for each operation; the one before never looked at operations.
        var shelf = Published.Amended(
            "numonix",
            "2026.1",
            "2026-01-20",
            (
                "meter: { of: api.called, within: day }",
                "meter: { of: api.called, within: day, per: operation }"
            )
        );
        var result = Story
            .Under("numonix", zone: "America/New_York", shelf: shelf)
            .At("2026-01-19T20:00:00Z", "api.called", """{"count": 2400, "operation": "sync"}""")
            .Asks("2026-01-20T01:00:00Z", "sync", "api.called", """{"operation": "sync"}""")
            .Asks("2026-01-20T01:00:00Z", "read", "api.called", """{"operation": "read"}""")
            .Asks("2026-01-20T01:00:00Z", "none", "api.called")
            .Told();
        result.Answer("sync").ShouldBe("warn api-daily");
        result.Answer("read").ShouldBe("allow");
        result.Answer("none").ShouldBe("allow");
    }
}
