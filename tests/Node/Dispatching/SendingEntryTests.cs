using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>What is kept of messages that go out stays readable: these texts never change.</summary>
public class SendingEntryTests
{
    private static readonly Delivery Hooked = new(
        "n1.t1",
        "n1",
        "s1",
        "step",
        "t1",
        "webhook",
        7,
        new(5),
        null
    );

    [Fact]
    public void What_goes_out() =>
        Frozen(
            new DeliveryPlanned(
                "n1",
                "s1",
                "step",
                new(5),
                new(6),
                [new Message("notice.step", "{}")],
                [new Copy("t1", "webhook", "https://a.example/", 0)]
            ),
            """{"what":"planned","notice":"n1","step":"s1","kind":"step","told":5,"at":6,"messages":[{"subject":"notice.step","text":"{}"}],"copies":[{"target":"t1","channel":"webhook","address":"https://a.example/","message":0}]}"""
        );

    [Fact]
    public void A_delivery_that_was_tried() =>
        Frozen(
            new DeliveryTried("n1.t1", new(8), null, 500, "it answered 500"),
            """{"what":"tried","delivery":"n1.t1","at":8,"status":500,"detail":"it answered 500"}"""
        );

    [Fact]
    public void A_delivery_that_is_over() =>
        Frozen(
            new DeliverySettled("n1.t1", new(8), DeliveryState.Delivered, true, 200, "taken"),
            """{"what":"settled","delivery":"n1.t1","at":8,"state":"Delivered","tried":true,"status":200,"detail":"taken"}"""
        );

    [Fact]
    public void A_delivery_that_failed() =>
        Frozen(
            new DeliveryFailed("acme", Hooked, new(8), "no answer"),
            """{"what":"failed","account":"acme","delivery":{"id":"n1.t1","notice":"n1","step":"s1","kind":"step","target":"t1","channel":"webhook","place":7,"told":5},"at":8,"detail":"no answer"}"""
        );

    [Fact]
    public void A_target() =>
        Frozen(
            new TargetSet(
                new Target("t1", "webhook", "https://a.example/") { Secrets = ["x"], Set = new(5) },
                null
            ),
            """{"what":"target","target":{"id":"t1","channel":"webhook","address":"https://a.example/","name":"","kinds":[],"secrets":["x"],"is_billing":false,"set":5}}"""
        );

    [Fact]
    public void What_an_account_wants_to_be_told_of() =>
        Frozen(
            new ThresholdsSet(
                [new("emails", 75, null), new(null, null, 100.50m)],
                new(5),
                Doer.CommandLine
            ),
            """{"what":"thresholds","thresholds":[{"clause":"emails","percent":75},{"amount":100.50}],"at":5,"by":{"via":"command line"}}"""
        );

    [Fact]
    public void What_waits_for_a_digest_and_the_digest()
    {
        Frozen(
            new DeliveryPlanned(
                "n1",
                null,
                "near-allowance",
                new(5),
                new(6),
                [new Message("notice.near-allowance", "{}")],
                [new Copy("t1", "webhook", "https://a.example/", 0) { Digest = new(9) }]
            ),
            """{"what":"planned","notice":"n1","kind":"near-allowance","told":5,"at":6,"messages":[{"subject":"notice.near-allowance","text":"{}"}],"copies":[{"target":"t1","channel":"webhook","address":"https://a.example/","message":0,"digest":9}]}"""
        );
        Frozen(
            new DigestPlanned(
                "dig_1",
                "t1",
                "webhook",
                "https://a.example/",
                new(9),
                new Message("notice.digest", "{}"),
                ["n1", "n2"]
            ),
            """{"what":"digest","id":"dig_1","target":"t1","channel":"webhook","address":"https://a.example/","at":9,"message":{"subject":"notice.digest","text":"{}"},"notices":["n1","n2"]}"""
        );
    }

    [Fact]
    public void What_operators_are_told()
    {
        Frozen(
            new TroublesMet(
                "acme",
                [
                    new(new(8), "n1", "step", "s1", null, null),
                    new(new(9), null, null, null, "t1", "webhook"),
                ]
            ),
            """{"what":"troubles","account":"acme","troubles":[{"at":8,"notice":"n1","kind":"step","step":"s1"},{"at":9,"target":"t1","channel":"webhook"}]}"""
        );
        Frozen(
            new TroublesPassed(["n1@8", "t1@9"], new(10)),
            """{"what":"troubles-passed","troubles":["n1@8","t1@9"],"at":10}"""
        );
        Frozen(
            new OperatorsTold(
                "ops_1",
                new(11),
                7,
                new Message("Evenhand", "It."),
                [new Copy("t2", "email", "ops@example.com", 0)]
            ),
            """{"what":"operators","id":"ops_1","at":11,"up_to":7,"message":{"subject":"Evenhand","text":"It."},"copies":[{"target":"t2","channel":"email","address":"ops@example.com","message":0}]}"""
        );
        Frozen(
            new TargetSet(
                new Target("t1", "email", "a@b.example") { DigestHour = 8 },
                null,
                new(9)
            ),
            """{"what":"target","target":{"id":"t1","channel":"email","address":"a@b.example","name":"","kinds":[],"secrets":[],"is_billing":false,"digest_hour":8,"set":0},"at":9}"""
        );
    }

    [Fact]
    public void Words_that_stand_in_entries_never_change() =>
        string.Join(' ', Enum.GetNames<DeliveryState>())
            .ShouldBe("Waiting Delivered Failed Held Needless");

    private static void Frozen(SendingEntry entry, string text)
    {
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        var read = SendingEntry.Read(Encoding.UTF8.GetBytes(text));
        Encoding.UTF8.GetString(read.Written()).ShouldBe(text);
    }
}
