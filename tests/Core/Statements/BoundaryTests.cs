using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>Cycles are half-open: what ends at the first instant of a cycle was not there in any moment of it.</summary>
public class BoundaryTests
{
    [Fact]
    public void Licences_given_back_as_the_cycle_begins_include_nothing_in_it()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "addon.added", """{"addon": "communications-ai"}""")
            .At("2026-01-01", "seats.set", """{"licensed": 9}""")
            .At("2026-02-01", "seats.set", """{"licensed": 2}""")
            .At("2026-02-10", "seats.set", """{"licensed": 3}""")
            .At("2026-02-11", "seats.set", """{"licensed": 1}""")
            .Told("2026-04-01");
        result
            .LinesOf("transcription-overage")
            .Select(line => line.Included.ToString())
            .ShouldBe(["45000", "15000", "5000"]);
    }

    [Fact]
    public void A_number_deactivated_as_the_cycle_begins_has_no_fee_in_it()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-05", "whatsapp.number-activated", """{"number": "+1"}""")
            .At("2026-01-05", "whatsapp.number-activated", """{"number": "+2"}""")
            .At("2026-02-01", "whatsapp.number-deactivated", """{"number": "+2"}""")
            .At(
                "2026-03-01T00:00:00.0000001Z",
                "whatsapp.number-deactivated",
                """{"number": "+1"}"""
            )
            .Told("2026-05-01");
        result.Quantities("whatsapp-numbers").ShouldBe(["2", "1", "1", "0"]);
    }

    [Fact]
    public void The_end_of_the_contract_at_the_turn_of_a_cycle_ends_the_numbers_before_it()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-05", "whatsapp.number-activated", """{"number": "+1"}""")
            .At("2026-01-05", "whatsapp.number-activated", """{"number": "+2"}""")
            .At("2026-02-01", "account.terminated")
            .Told("2026-05-01");
        result.Quantities("whatsapp-numbers").ShouldBe(["2", "0", "0"]);
    }

    [Fact]
    public void An_add_on_removed_as_the_cycle_begins_was_not_held_in_it()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-05", "addon.added", """{"addon": "communications-ai"}""")
            .At("2026-02-01", "addon.removed", """{"addon": "communications-ai"}""")
            .Told("2026-03-01");
        result.LinesOf("transcription-overage").Length.ShouldBe(1);
    }
}
