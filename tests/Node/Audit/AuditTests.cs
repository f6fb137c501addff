using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Audit;
using Evenhand.Node.Bodies;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Audit;

/// <summary>Who sent what stands in the commit of what was sent, and changes nothing.</summary>
public class AuditTests
{
    private static readonly Key Desk = new(
        "k-desk",
        RoleSet.Of(Role.Operator, Role.Ingest),
        AccountId.None,
        "the desk",
        new(0),
        null
    );
    private static readonly Key Till = new(
        "k-till",
        Role.Billing,
        AccountId.None,
        "",
        new(0),
        null
    );
    private static readonly Key Own = new(
        "k-own",
        Role.Account,
        new AccountId("acme"),
        "theirs",
        new(0),
        null
    );

    [Fact]
    public async Task Every_event_that_is_no_usage_has_an_entry_and_usage_has_none()
    {
        await using var served = await Played();
        Told(served, new AuditQuery { Account = new AccountId("acme") })
            .ShouldBe([
                "acme account.opened test 0001 by k-desk",
                "acme seats.set test seats by k-desk",
                "acme charge.waived test waiver by k-till",
                "acme usage.voided test void by k-desk",
                "acme limit.set test limit by k-own",
                "acme automation.resumed test resumed by k-own",
            ]);
    }

    [Fact]
    public async Task An_entry_stands_in_the_commit_of_its_event()
    {
        await using var served = await Played();
        foreach (var (stream, slices) in Streams(served.Ledger))
        foreach (var entry in slices.Where(slice => slice.Kind == SliceKind.Audit))
            slices
                .Where(slice => slice.Kind == SliceKind.Events)
                .ShouldContain(slice => slice.Committed == entry.Committed, $"stream {stream}");
    }

    [Fact]
    public async Task What_was_turned_away_or_was_a_repeat_has_none()
    {
        await using var served = await Played();
        var before = Told(served, new AuditQuery()).Count;
        var seats = Line("seats.set", """{"licensed":3}""", "seats");
        (await SendAsync(served, Desk, seats)).Duplicates.ShouldBe(1);
        (
            await SendAsync(served, Till, Line("seats.set", """{"licensed":9}""", "no"))
        ).Accepted.ShouldBe(0);
        (
            await SendAsync(served, Desk, Line("seats.set", """{"licensed":"many"}""", "bad"))
        ).Accepted.ShouldBe(0);
        Told(served, new AuditQuery()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_body_has_one_entry_for_each_account()
    {
        await using var served = await ServedNode.At("2026-02-10");
        var lines = new[] { "a", "b" }.SelectMany(account =>
            new Story { Account = account }
                .At("2026-01-01", "account.opened", Opening, $"open {account}")
                .At("2026-01-02", "seats.set", """{"licensed":3}""", $"seats {account}")
                .Lines
        );
        await SendAsync(served, Desk, [.. lines]);
        Streams(served.Ledger)
            .SelectMany(each => each.Slices)
            .Count(slice => slice.Kind == SliceKind.Audit)
            .ShouldBe(2);
        Told(served, new AuditQuery { Account = new AccountId("b") }).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_and_policy_versions_say_who_made_them()
    {
        await using var served = await ServedNode.At("2026-02-10");
        var by = Doer.Of(Desk);
        var (key, _) = await served.Node.Keys.CreateAsync(Role.Read, AccountId.None, "reader", by);
        var (again, _) = await served.Node.Keys.RotateAsync(key.Id, by);
        await served.Node.Keys.RevokeAsync(again.Id, Doer.CommandLine);
        await served.Node.PublishAsync(Published.Text("engagece", "2027.1", "2027-03-01"), new(by));
        Told(served, new AuditQuery())
            .Where(line => !line.EndsWith("by start"))
            .ShouldBe([
                $" key.made  {key.Id} by k-desk",
                $" key.made  {again.Id} by k-desk",
                $" key.rotated  {key.Id} by k-desk",
                $" key.revoked  {again.Id} by command line",
                " policy.published  engagece 2027.1 by k-desk",
            ]);
    }

    [Fact]
    public async Task What_is_wanted_can_be_narrowed_and_paged()
    {
        await using var served = await Played();
        Told(served, new AuditQuery { Key = "k-till" }).ShouldHaveSingleItem();
        Told(served, new AuditQuery { Type = "limit.set" }).ShouldHaveSingleItem();
        Told(served, new AuditQuery { From = served.Now.Next }).ShouldBeEmpty();
        Told(served, new AuditQuery { To = served.Now })
            .ShouldNotContain(line => line.Contains("acme"));
        var paged = new List<string>();
        AuditPlace? after = null;
        do
        {
            var page = await served.Node.AuditAsync(
                new AuditQuery { Account = new AccountId("acme"), After = after },
                1
            );
            paged.AddRange(page.Items.Select(Said));
            after =
                page.Next is { } next && AuditPlace.TryParse(next, out var place) ? place : null;
        } while (after is not null);
        paged.ShouldBe(Told(served, new AuditQuery { Account = new AccountId("acme") }));
    }

    [Fact]
    public async Task Entries_change_no_answer_and_no_statement()
    {
        await using var served = await Played();
        await using var bare = await ServedNode.At("2026-02-10");
        foreach (var (_, lines) in Parts())
            await bare.SendAsync(lines);
        foreach (var restart in new[] { false, true })
        {
            if (restart)
                foreach (var node in new[] { served, bare })
                    await node.RestartAsync(snapshots: false);
            served.Expected("acme").ShouldBe(bare.Expected("acme"));
            served
                .Node.Account(new AccountId("acme"))
                .ShouldBe(bare.Node.Account(new AccountId("acme")));
        }
    }

    [Fact]
    public async Task They_are_part_of_what_verify_proves_and_none_can_be_hidden()
    {
        await using var served = await Played();
        await served.StopAsync();
        LedgerVerification.Verify(served.Data, null).IsSound.ShouldBeTrue();
        PlainSqlite.Run(
            Path.Combine(served.Data, SqliteLedger.FileName),
            "DELETE FROM audited WHERE segment = (SELECT max(segment) FROM audited)"
        );
        var verdict = LedgerVerification.Verify(served.Data, null);
        verdict.IsSound.ShouldBeFalse();
        verdict.Damage!.What.ShouldContain("who did what");
        await served.StartAsync();
    }

    [Fact]
    public async Task They_survive_that_what_is_damaged_is_cut_off()
    {
        await using var served = await Played();
        var before = Told(served, new AuditQuery());
        await served.StopAsync();
        PlainSqlite.Run(
            Path.Combine(served.Data, SqliteLedger.FileName),
            "UPDATE segment SET payload = zeroblob(9) WHERE number = (SELECT max(number) FROM segment)"
        );
        LedgerVerification.Cut(served.Data).ShouldNotBeNull();
        await served.StartAsync();
        var after = Told(served, new AuditQuery());
        after.ShouldNotBeEmpty();
        after.ShouldBe(before.Take(after.Count));
    }

    private const string Opening =
        """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""";

    /// <summary>A node to which three keys sent what is theirs.</summary>
    private static async Task<ServedNode> Played()
    {
        var served = await ServedNode.At("2026-02-10");
        foreach (var (key, lines) in Parts())
            (await SendAsync(served, key, lines)).Rejected.ShouldBeEmpty();
        return served;
    }

    private static IEnumerable<(Key Key, string[] Lines)> Parts()
    {
        yield return (
            Desk,
            [
                Story.Under("engagece", opened: "2026-01-01", plan: "volume-500").Lines[0],
                Line("email.sent", """{"origin":"sequence","count":600}""", "sent"),
                Line("seats.set", """{"licensed":3}""", "seats"),
            ]
        );
        yield return (
            Till,
            [Line("charge.waived", """{"clause":"volume-plan","cycle":"2026-01-01"}""", "waiver")]
        );
        yield return (Desk, [Line("usage.voided", """{"source":"test","id":"none"}""", "void")]);
        yield return (
            Own,
            [
                Line("limit.set", """{"meter":"nudges","amount":5}""", "limit"),
                Line("automation.resumed", """{"automation":"welcome"}""", "resumed"),
            ]
        );
        yield return (Desk, [Line("email.sent", """{"origin":"sequence","count":1}""", "more")]);
    }

    private static string Line(string type, string data, string id) =>
        new Story().At("2026-01-05", type, data, id).Lines[0];

    private static Task<IngestOutcome> SendAsync(
        ServedNode served,
        Key key,
        params string[] lines
    ) =>
        served.Node.IngestAsync(
            Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            BodyFormat.Lines,
            served.Node.SenderOf(key)
        );

    private static List<string> Told(ServedNode served, AuditQuery query) =>
        [.. AuditTrail.ReadAsync(served.Ledger, query).ToBlockingEnumerable().Select(Said)];

    private static string Said(AuditEntry entry) =>
        $"{entry.Account} {entry.Type} {entry.Source} {entry.Id} by {entry.By?.Key ?? entry.By?.Via ?? "nobody known"}";

    private static IEnumerable<(StreamName Stream, List<StoredSlice> Slices)> Streams(
        SqliteLedger ledger
    ) =>
        ledger
            .Accounts(StreamName.Shared, 100)
            .Select(stream => (stream, ledger.Read(stream, 0).ToList()));
}
