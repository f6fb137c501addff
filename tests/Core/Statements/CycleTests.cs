using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>Whole cycles are stated, whatever day they begin on and whenever the account came or went.</summary>
public class CycleTests
{
    [Fact]
    public void Statements_cover_whole_cycles_also_when_the_account_opened_within_one()
    {
        var result = Story
            .Under(
                "qcontact",
                zone: "America/New_York",
                cycleDay: 31,
                opened: "2024-01-15T12:00:00Z"
            )
            .Told("2024-05-01");
        result
            .Cycles()
            .ShouldBe([
                "2023-12-31T05:00:00Z 2024-01-31T05:00:00Z",
                "2024-01-31T05:00:00Z 2024-02-29T05:00:00Z",
                "2024-02-29T05:00:00Z 2024-03-31T04:00:00Z",
                "2024-03-31T04:00:00Z 2024-04-30T04:00:00Z",
            ]);
    }

    [Theory]
    [InlineData("2026-01-31T23:59:59.9999999Z", 0)]
    [InlineData("2026-02-01T00:00:00Z", 1)]
    public void A_cycle_is_stated_once_it_has_ended(string until, int statements) =>
        Story.Under("numonix").Told(until).Statements.Count().ShouldBe(statements);

    [Fact]
    public void By_default_a_replay_ends_just_after_its_last_event()
    {
        var story = Story.Under("numonix").At("2026-01-31T23:59:59.9999998Z", "api.called");
        story.Told().Statements.ShouldBeEmpty();
        story
            .At("2026-01-31T23:59:59.9999999Z", "api.called")
            .Told()
            .Statements.Count()
            .ShouldBe(1);
    }

    [Fact]
    public void Licences_are_averaged_over_the_whole_cycle()
    {
        // February 2026 has 28 days: 14 of them without an account, 7 with 4 licences and 7 with 8.
        var result = Story
            .Under("qcontact", opened: "2026-02-15")
            .At("2026-02-15", "seats.set", """{"licensed": 3, "restricted": 1}""")
            .At("2026-02-22", "seats.set", """{"licensed": 8}""")
            .Told("2026-03-01");
        result.LinesOf("storage-overage").Single().Included.ToString().ShouldBe("210");
    }

    [Fact]
    public void A_local_cycle_across_a_change_of_the_clocks_is_an_hour_shorter()
    {
        // 743 hours of March in Berlin; 1,000 GB for one of them.
        var result = Story
            .Under("qcontact", currency: "EUR", zone: "Europe/Berlin", opened: "2026-03-10")
            .At(
                "2026-03-20T10:00:00Z",
                "object.stored",
                """{"object": "a", "class": "media", "bytes": 743000000000}"""
            )
            .At("2026-03-20T11:00:00Z", "object.deleted", """{"object": "a"}""")
            .Told("2026-04-01");
        result.Quantities("storage-overage").ShouldBe(["1"]);
        result.LinesOf("storage-overage").Single().Amount.ToString().ShouldBe("0.04");
    }

    [Fact]
    public void Flows_take_the_highest_licences_of_the_cycle_so_far()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "addon.added", """{"addon": "communications-ai"}""")
            .At("2026-01-05", "seats.set", """{"licensed": 2, "restricted": 5}""")
            .At("2026-01-06", "seats.set", """{"licensed": 1}""")
            .At("2026-01-07", "transcription.completed", """{"duration": 600030}""")
            .Told("2026-03-01");
        var lines = result.LinesOf("transcription-overage");
        lines.Select(line => line.Included.ToString()).ShouldBe(["10000", "5000"]);
        lines[0].Billable.ToString().ShouldBe("0.5");
        lines[0].Status.ShouldBe(Evenhand.Core.Effects.LineStatus.Proposed);
    }

    [Fact]
    public void The_end_keeps_licences_and_storage_for_thirty_days_and_then_all_is_over()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "seats.set", """{"licensed": 1}""")
            .At("2026-01-01", "wallet.topped-up", """{"amount": 5, "currency": "USD"}""")
            .At(
                "2026-01-01",
                "object.stored",
                """{"object": "a", "class": "media", "bytes": 310000000000, "tier": "cold"}"""
            )
            .At("2026-01-20", "account.terminated")
            .Asks("2026-02-18", "kept", "api.called")
            .At("2026-02-19", "wallet.topped-up", """{"amount": 5, "currency": "USD"}""")
            .Asks("2026-02-19", "gone", "api.called")
            .At(
                "2026-03-02",
                "charge.waived",
                """{"clause": "storage-overage", "cycle": "2026-02-01", "by": "sam", "reason": "r"}"""
            )
            .Told("2026-06-01");
        result.Decisions.Select(each => each.Id).ShouldBe(["kept"]);
        result.Wallets.Single().Balance.ToString().ShouldBe("5");
        // 31 GB in cold for January, and 18 of February's 28 days; its six months go with it.
        result.Quantities("storage-overage").ShouldBe(["31", "19.928571429"]);
        result
            .LinesOf("storage-overage")
            .Select(line => $"{line.Status}")
            .ShouldBe(["Due", "Waived"]);
    }

    [Fact]
    public void An_account_that_ends_at_once_has_the_statement_of_that_cycle_as_its_last()
    {
        var result = Story
            .Under("engagece")
            .At("2026-01-20", "voicemail.dropped")
            .At("2026-02-10", "account.terminated")
            .At("2026-02-10T00:00:00.0000001Z", "voicemail.dropped")
            .Told("2026-06-01");
        result.Quantities("volume-plan").ShouldBe(["1", "0"]);
        result.Unmatched().ShouldBe(["the account has ended"]);
    }

    [Fact]
    public void An_end_that_is_voided_never_happened()
    {
        var story = Story
            .Under("engagece")
            .At("2026-01-20", "account.terminated", id: "end")
            .At("2026-02-10", "voicemail.dropped")
            .At(
                "2026-02-11",
                "usage.voided",
                """{"source": "test", "id": "end", "reason": "not yet"}"""
            );
        story.Told("2026-03-01").Quantities("volume-plan").ShouldBe(["0", "1"]);
    }

    [Theory]
    [InlineData("engagece", "2026-02-10T00:00:00.0000001Z")]
    [InlineData("engagece", "2026-05-01")]
    [InlineData("qcontact", "2026-05-01")]
    [Trait("fault", "dated-ahead")]
    public void A_void_takes_back_after_the_end_too(string policy, string time)
    {
        var story = Story
            .Under(policy)
            .At("2026-01-20", "voicemail.dropped", id: "wrong")
            .At("2026-01-20", "whatsapp.number-activated", """{"number":"n1"}""", "wrong-too")
            .At("2026-02-10", "account.terminated")
            .At(time, "usage.voided", Naming("wrong"))
            .At(time, "usage.voided", Naming("wrong-too"));
        var line = policy == "engagece" ? "volume-plan" : "whatsapp-numbers";
        story.Told("2026-06-01").Quantities(line)[0].ShouldBe("0");
    }

    private static string Naming(string id) =>
        $$"""{"source": "test", "id": "{{id}}", "reason": "not yet"}""";
}
