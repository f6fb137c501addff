using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Bodies;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Keys;

/// <summary>Keys from before every built-in type had its roles: they keep what they could, and it is told.</summary>
public class OldKeyTests
{
    private const string Waiver = """{"clause":"volume-plan","cycle":"2026-01-01"}""";

    [Theory]
    [InlineData("Ingest")]
    [InlineData("Operator")]
    public async Task An_old_key_sends_what_it_could_also_after_it_was_rotated(string role)
    {
        await using var served = await With(role);
        var key = served.Node.Keys.Find("old secret").ShouldNotBeNull();
        key.ReachesFurther.ShouldBeTrue();
        (await Send(served, key)).ShouldBe((3, 0));
        var (made, text) = await served.Node.Keys.RotateAsync(key.Id);
        made.ReachesFurther.ShouldBeTrue();
        await served.RestartAsync();
        (await Send(served, served.Node.Keys.Find(text)!)).ShouldBe((3, 0));
    }

    [Theory]
    [InlineData("Read")]
    [InlineData("Gate")]
    [InlineData("Account", "acme")]
    [InlineData("Admin")]
    public async Task An_old_key_that_could_send_nothing_or_can_still_send_all_is_like_a_new_one(
        string role,
        string account = ""
    )
    {
        await using var served = await With(role, account);
        served.Node.Keys.Find("old secret")!.ReachesFurther.ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_key_beside_it_does_not_reach_as_far()
    {
        await using var served = await With("Ingest");
        var (key, _) = await served.Node.Keys.CreateAsync(Role.Ingest, AccountId.None, "new");
        (await Send(served, key)).ShouldBe((1, 2));
        var (made, _) = await served.Node.Keys.RotateAsync(key.Id);
        (await Send(served, made)).ShouldBe((1, 2));
    }

    [Fact]
    public async Task The_log_says_how_many_there_are_and_when_one_is_first_used_so()
    {
        using var log = new LogLines();
        var keys = new OldKeys(log.CreateLogger("keys"));
        await using var served = await With("Ingest");
        keys.TellAll(served.Node.Keys);
        log.All.ShouldHaveSingleItem()
            .ShouldContain("Keys that send more than their roles say: 1.");
        var sender = served.Node.SenderOf(served.Node.Keys.Find("old secret")!);
        for (var i = 0; i < 3; i++)
            keys.Tell(sender, Published.Shelf.Catalogue, (ushort)BuiltIns.Kind.Waived);
        log.All.Count.ShouldBe(2);
        log.All.Last()
            .ShouldContain(
                "The old key k-old (ingest) sent charge.waived, which needs the role billing"
            );
        log.All.ShouldNotContain(line => line.Contains("old secret"));
    }

    private static async Task<(int Accepted, int Rejected)> Send(ServedNode served, Key key)
    {
        var story = new Story()
            .At("2026-01-02", "message.sent", "{}", Guid.NewGuid().ToString())
            .At("2026-01-02", "charge.waived", Waiver, Guid.NewGuid().ToString())
            .At("2026-01-02", "seats.set", """{"licensed":1}""", Guid.NewGuid().ToString());
        var outcome = await served.Node.IngestAsync(
            Encoding.UTF8.GetBytes(string.Join('\n', story.Lines)),
            BodyFormat.Lines,
            served.Node.SenderOf(key)
        );
        return (outcome.Accepted, outcome.Rejected.Count);
    }

    /// <summary>A node on a ledger that holds a key as the release before wrote it.</summary>
    private static async Task<ServedNode> With(string role, string account = "")
    {
        var served = await ServedNode.At("2026-01-01");
        var hash = Convert.ToHexString(SHA256.HashData("old secret"u8));
        var record =
            $$"""{"id":"k-old","hash":"{{hash}}","role":"{{role}}","account":"{{account}}","name":"old"}""";
        await served.StopAsync();
        using (var ledger = Evenhand.Ledger.Sqlite.SqliteLedger.Open(served.Data))
            ledger.Append(
                [
                    new Slice(
                        StreamName.Shared,
                        ledger.SequenceOf(StreamName.Shared),
                        SliceKind.Key,
                        1,
                        new(0),
                        new(0),
                        Encoding.UTF8.GetBytes(record)
                    ),
                ],
                served.Now
            );
        await served.StartAsync();
        await served.SendAsync(Story.Under("engagece", opened: "2026-01-01"));
        return served;
    }
}
