using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>What is in cold storage counts a tenth, and for six months at least.</summary>
public class StorageTests
{
    private const string Cold =
        """{"object": "a", "class": "media", "bytes": 1000000000000, "tier": "cold"}""";

    [Fact]
    public void Six_months_are_calendar_months_clamped_to_the_last_day()
    {
        // From 31 August to 28 February, at midnight in Berlin: 27 of February's 28 days.
        var quantities = Stored("2025-08-30T22:00:00Z")
            .At("2025-09-10", "object.deleted", """{"object": "a"}""")
            .Told("2026-04-01")
            .Quantities("storage-overage");
        quantities[^2].ShouldBe("96.428571429");
        quantities[^1].ShouldBe("0");
    }

    [Fact]
    public void Moved_back_to_hot_it_counts_whole_and_its_cold_share_as_well()
    {
        Stored("2026-01-01")
            .At("2026-02-01", "object.moved", """{"object": "a", "tier": "hot"}""")
            .Told("2026-09-01")
            .Quantities("storage-overage")
            .ShouldBe(["100", "1100", "1100", "1100", "1100", "1100", "1000", "1000"]);
    }

    [Fact]
    public void The_cold_share_counts_once_however_often_it_was_moved()
    {
        Stored("2026-01-01")
            .At("2026-02-01", "object.moved", """{"object": "a", "tier": "hot"}""")
            .At("2026-03-01", "object.moved", """{"object": "a", "tier": "cold"}""")
            .At("2026-04-01", "object.deleted", """{"object": "a"}""")
            .Told("2026-11-01")
            .Quantities("storage-overage")
            .ShouldBe(["100", "1100", "100", "100", "100", "100", "100", "100", "0", "0"]);
    }

    [Fact]
    public void After_six_months_it_may_go()
    {
        Stored("2026-01-01")
            .At("2026-07-01", "object.deleted", """{"object": "a"}""")
            .Told("2026-09-01")
            .Quantities("storage-overage")
            .ShouldBe(["100", "100", "100", "100", "100", "100", "0", "0"]);
    }

    [Fact]
    public void Moving_what_is_cold_to_cold_begins_nothing_anew()
    {
        Stored("2026-01-01")
            .At("2026-06-01", "object.moved", """{"object": "a", "tier": "cold"}""")
            .At("2026-06-02", "object.deleted", """{"object": "a"}""")
            .Told("2026-09-01")
            .Quantities("storage-overage")
            .ShouldBe(["100", "100", "100", "100", "100", "100", "0", "0"]);
    }

    [Fact]
    public void Data_never_counts_and_a_stored_object_cannot_be_stored_again()
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-01",
                "object.stored",
                """{"object": "d", "class": "data", "bytes": 1000000000000, "tier": "cold"}"""
            )
            .At(
                "2026-01-01",
                "object.stored",
                """{"object": "m", "class": "media", "bytes": 1000000000}"""
            )
            .At(
                "2026-01-10",
                "object.stored",
                """{"object": "m", "class": "media", "bytes": 9000000000}"""
            )
            .At("2026-01-11", "object.deleted", """{"object": "d"}""")
            .Told("2026-02-01");
        result.Quantities("storage-overage").ShouldBe(["1"]);
        result.Unmatched().Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-02-13T23:59:59.9999999Z", "2", "1", "export-started")]
    [InlineData("2026-02-14", "0", "0", "export-refused")]
    public void An_export_within_25_days_of_the_end_counts_every_recording_once(
        string asked,
        string hot,
        string cold,
        string told
    )
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-02",
                "object.stored",
                """{"object": "a", "class": "call-recording", "bytes": 5}"""
            )
            .At(
                "2026-01-02",
                "object.stored",
                """{"object": "b", "class": "video-recording", "bytes": 5}"""
            )
            .At(
                "2026-01-02",
                "object.stored",
                """{"object": "c", "class": "call-recording", "bytes": 5, "tier": "cold"}"""
            )
            .At("2026-01-02", "object.stored", """{"object": "d", "class": "media", "bytes": 5}""")
            .At("2026-01-20", "account.terminated")
            .At(asked, "account.export-requested")
            .Told("2026-03-01");
        result.Quantities("retrieval-hot").ShouldBe(["0", hot]);
        result.Quantities("retrieval-cold").ShouldBe(["0", cold]);
        result.Notices.Select(notice => notice.What).ShouldBe([told]);
    }

    private static Story Stored(string time) =>
        Story
            .Under("qcontact", zone: time.Contains('T') ? "Europe/Berlin" : "UTC", opened: time)
            .At(time, "object.stored", Cold);
}
