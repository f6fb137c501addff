using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

/// <summary>The maps for products, each on its sample.</summary>
public class MapsTests
{
    private static Imported Import(string map, string sample)
    {
        var imported = Imported.By(
            RepositoryFile.Map(map),
            long.MaxValue,
            null,
            new ImportFile(sample, () => RepositoryFile.Open($"samples/{sample}"))
        );
        imported.Rejections.ShouldBeEmpty();
        return imported;
    }

    [Theory]
    [InlineData("asterisk", "asterisk/Master.csv")]
    [InlineData("freeswitch", "freeswitch/Master.csv")]
    public void An_exchange_log_gives_the_answered_calls_with_the_outside(string map, string sample)
    {
        var calls = Import(map, sample);

        calls.Summary.Skipped.ShouldBe(2, "one call was internal and one was never answered");
        calls.Data("duration").ShouldBe(["510", "1513", "210", "720", "270"]);
        calls
            .Data("direction")
            .ShouldBe(["outbound", "outbound", "inbound", "outbound", "outbound"]);
        calls.All("subject").ShouldBe(["acme", "acme", "acme", "acme", map]);
    }

    [Fact]
    public void Asterisk_extensions_are_users_and_area_codes_are_classes()
    {
        var calls = Import("asterisk", "asterisk/Master.csv");

        calls.Data("user").ShouldBe(["201", "202", "201", "203", "204"]);
        calls
            .Data("destination")
            .ShouldBe(["local-landline", "long-distance", null, "international", "local-landline"]);
        calls
            .Data("to")
            .ShouldBe(["+16135550142", "+14165550187", null, "+442079460018", "+16135550133"]);
        calls
            .All("time")[^1]
            .ShouldBe("2026-01-06T05:03:11Z", "Toronto is five hours behind UTC in January");
    }

    [Fact]
    public void Freeswitch_numbers_tell_mobiles_from_landlines()
    {
        var calls = Import("freeswitch", "freeswitch/Master.csv");

        calls
            .Data("destination")
            .ShouldBe(["local-landline", "local-mobile", null, "international", "local-landline"]);
        calls.Data("from")[2].ShouldBe("+441632960155");
    }

    [Fact]
    public void Twilio_calls_carry_positive_costs_and_no_number_for_a_browser()
    {
        var calls = Import("twilio-calls", "twilio/calls.csv");

        calls.Data("cost").ShouldBe(["0.12600", "0.03400", "0.00400", null]);
        calls.Data("direction").ShouldBe(["outbound", "inbound", "outbound", "outbound"]);
        calls.Data("to").ShouldBe(["+16135550142", "+16135550100", null, "+442079460018"]);
        calls.All("subject").Distinct().Count().ShouldBe(2);
    }

    [Fact]
    [Trait("fault", "E26")]
    public void Twilio_messages_are_sent_or_received_in_segments()
    {
        var messages = Import("twilio-messages", "twilio/messages.csv");

        messages.All("type").ShouldBe(["sms.sent", "sms.received", "sms.sent", "mms.sent"]);
        messages.Data("segments").ShouldBe(["1", "1", "2", null]);
        messages.Summary.Skipped.ShouldBe(2, "one failed and one went over another channel");
    }

    [Fact]
    public void No_text_of_a_message_is_taken_along() =>
        string.Join("", Import("twilio-messages", "twilio/messages.csv").Lines)
            .ShouldNotContain("Dana");
}
