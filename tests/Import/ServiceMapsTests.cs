using System.Globalization;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

/// <summary>The maps for services and further exchanges, each on its sample.</summary>
public class ServiceMapsTests
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
        imported.Summary.VainFiles.ShouldBe(0);
        return imported;
    }

    [Fact]
    public void Of_SES_each_recipient_counts_and_deliveries_do_not()
    {
        var events = Import("ses-events", "ses/events.json");

        events.All("type").ShouldBe(["email.sent", "email.bounced", "email.complained"]);
        events.Data("count").ShouldBe(["2", "1", "1"]);
        events.All("id")[1].ShouldBe("0100-aaa1/Bounce/0100-fb01/");
        events.All("time")[1].ShouldBe("2026-01-05T09:02:13.76Z");
        events.Omissions.ShouldBe(["`$.eventType` is 'Delivery'"]);
    }

    [Fact]
    public void Of_S3_what_was_read_counts_as_transferred()
    {
        var events = Import("s3-access-logs", "s3/access.log");

        events.Data("bytes").ShouldBe(["1048576", "65536"]);
        events.Data("user").ShouldBe(["arn:aws:iam::123456789012:user/dana", null]);
        events.All("time")[0].ShouldBe("2026-01-05T09:00:38Z");
        events.Summary.Skipped.ShouldBe(2, "one was not found, one was written");
    }

    [Fact]
    public void An_inventory_of_S3_gives_the_latest_versions()
    {
        var objects = Import("s3-inventory", "s3/inventory.csv.gz");

        objects
            .Data("object")
            .ShouldBe([
                "media-of-acme/calls/2026/01/one of two.wav",
                "media-of-acme/calls/2025/old.wav",
            ]);
        objects.Data("tier").ShouldBe(["hot", "cold"]);
        objects.Summary.Skipped.ShouldBe(2);
    }

    [Fact]
    public void Of_WhatsApp_received_messages_are_told_from_bodies()
    {
        var messages = Import("whatsapp-received", "whatsapp/webhooks.json");

        messages.All("id").ShouldBe(["wamid.AAA1", "wamid.AAA2"]);
        messages.Data("contact").ShouldBe(["16135550142", "16135550142"]);
        messages.All("subject").Distinct().ShouldBe(["102290129340398"]);
        string.Join("", messages.Lines).ShouldNotContain("open?");
    }

    [Fact]
    public void Of_WhatsApp_a_message_is_sent_once_and_may_be_a_template()
    {
        var messages = Import("whatsapp-sent", "whatsapp/webhooks.json");

        messages.All("id").ShouldBe(["wamid.BBB1", "wamid.BBB2"]);
        messages.Data("template").ShouldBe(["False", "True"]);
    }

    [Fact]
    public void Of_Amazon_Connect_the_record_that_was_updated_last_holds()
    {
        var calls = Import("amazon-connect", "connect/contact-records.json");

        calls.All("id").ShouldBe(["c-2", "c-1"]);
        calls.Data("user").ShouldBe(["dana", "sam"]);
        calls.Data("duration").ShouldBe(["60", "210"]);
        calls.Data("direction").ShouldBe(["outbound", "inbound"]);
        calls.Data("to").ShouldBe(["+16135550142", "+16135550100"]);
        calls.Summary.Replaced.ShouldBe(1);
    }

    [Fact]
    public void Of_Graph_the_latest_version_of_a_call_holds()
    {
        var calls = Import("graph-call-records", "graph/call-records.json");

        calls.Data("duration").ShouldBe(["401", "90"]);
        calls.Data("direction").ShouldBe(["outbound", "inbound"]);
        calls.Data("from").ShouldBe([null, "+16135550142"]);
    }

    [Fact]
    public void Of_Graph_s_telephone_calls_both_charges_are_the_cost()
    {
        var calls = Import("graph-pstn-calls", "graph/pstn-calls.json");

        calls
            .Data("cost")
            .Select(cost => decimal.Parse(cost!, CultureInfo.InvariantCulture))
            .ShouldBe([0.005m, 0m, 0.01m]);
        calls.Data("to")[0].ShouldBe("+442079460018");
        calls.Data("from").ShouldBe(["+16135550100", "+16135550142", null]);
    }

    [Theory]
    [InlineData("3cx", "3cx/cdr.log", "201")]
    [InlineData("cucm", "cucm/cdr_acme_01_202601051500_1", "2001")]
    [InlineData("freeswitch-json", "freeswitch/json-cdr.json", "1001")]
    [InlineData("fusionpbx", "freeswitch/fusionpbx.json", "1001")]
    public void An_exchange_gives_the_answered_calls_with_the_outside(
        string map,
        string sample,
        string user
    )
    {
        var calls = Import(map, sample);

        calls.Data("duration").ShouldBe(["510", "210"]);
        calls.Data("direction").ShouldBe(["outbound", "inbound"]);
        calls.Data("user").ShouldBe([user, user]);
        calls.Data("to")[0].ShouldBeOneOf("+442079460842", "+16135550142");
        calls.Data("from")[1].ShouldBeOneOf("+441632960155", "+16135550119");
        calls.All("id").ShouldBeUnique();
    }

    [Fact]
    public void Every_map_is_tried_on_a_sample()
    {
        var tests = string.Concat(
            Directory
                .EnumerateFiles(RepositoryFile.PathOf("tests/Import"), "*.cs")
                .Select(File.ReadAllText)
        );

        foreach (var map in Directory.EnumerateFiles(RepositoryFile.PathOf("maps"), "*.yaml"))
            tests.ShouldContain($"\"{Path.GetFileNameWithoutExtension(map)}\"");
    }
}
