using System.Text;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Reasons;

/// <summary>A statement of reasons is made once, with the notice, and stays as it is whatever comes.</summary>
public sealed class KeptTests
{
    private const string Warned = "api-calls@2026-01-01:warned";

    [Fact]
    public async Task It_stays_byte_for_byte_after_a_void_an_amendment_and_restarts()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-charge"]);
        var before = Forms(served, Warned) + Forms(served, "dearer");
        await served.RestartAsync();
        (Forms(served, Warned) + Forms(served, "dearer")).ShouldBe(before);
        var text = File.ReadAllText(RepositoryFile.PathOf("policies/stackcx.md"));
        var version = served.Node.Policies().Single(each => each.Version.Name == "stackcx").Version;
        await served.Node.PublishAsync(
            text.Replace(
                    $"version: {version.Version}",
                    $"version: 2099.1\nsupersedes: {version.Version}"
                )
                .Replace($"effective: {version.Effective:uuuu-MM-dd}", "effective: 2026-12-01")
                .Replace("We **warn** you", "We **warn** you kindly")
        );
        await served.SendAsync(
            """{"specversion":"1.0","id":"v1","source":"test","type":"usage.voided","subject":"acme","time":"2026-02-04T00:00:00Z","data":{"source":"test","id":"0003","reason":"never happened"}}"""
        );
        await served.UntilAsync("2026-02-05");
        served
            .Node.Standing.Of(new AccountId("acme"))!
            .Steps.ShouldNotContain(step => step.Id == Warned);
        (Forms(served, Warned) + Forms(served, "dearer")).ShouldBe(before);
        await served.RestartAsync(snapshots: false);
        (Forms(served, Warned) + Forms(served, "dearer")).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_announced_and_not_stored_when_the_node_went_down_is_told_with_its_reasons_after_the_start()
    {
        await using var whole = await Scene.ServedAsync(Scene.All["stackcx-charge"]);
        FaultyTelling? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new FaultyTelling(ledger)
        );
        foreach (var person in new[] { "ann", "bob", "dan" })
            await served.Node.People.AddAsync(
                person,
                person,
                "",
                whole.Node.People.Find(person)!.Roles
            );
        await Scene.PlayAsync(served, Without(Scene.All["stackcx-charge"], 1));
        breaking!.Refuses = true;
        var last = Scene.All["stackcx-charge"].Lines[^1];
        await served.UntilAsync("2026-02-03T14:00:00Z");
        (await served.SendAsync(last)).Rejected.ShouldBeEmpty();
        served.Node.Standing.Reasons(new AccountId("acme"), "dearer").ShouldBeNull();
        await served.StopAsync();
        breaking.Refused.ShouldBeGreaterThan(0);
        served.Between = ledger => ledger;
        await served.StartAsync();
        await served.UntilAsync("2026-02-03T15:00:00Z");
        Forms(served, "dearer").ShouldBe(Forms(whole, "dearer"));
        Statements(served, "acme").Count(record => record.Step == "dearer").ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_step_that_is_taken_again_on_other_figures_a_later_statement_stands_beside_the_first()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-charge"]);
        var first = Statements(served, "acme").Single(record => record.Step == Warned);
        var before = Forms(served, Warned);
        await served.SendAsync(Late("l1", 40));
        await TakenAgainAsync(served);
        var both = Statements(served, "acme").Where(record => record.Step == Warned).ToArray();
        both.Length.ShouldBe(2);
        both[0].Sha256.ShouldBe(first.Sha256);
        Text(both[1]).ShouldContain("50,041");
        Text(both[1]).ShouldContain(first.Sha256);
        Forms(served, Warned).ShouldBe(before, "it is what the account was told");
        served
            .Node.Standing.Reasons(new AccountId("acme"), Warned, both[1].Sha256)!
            .Json.Span.SequenceEqual(both[1].Kept().Json.Span)
            .ShouldBeTrue();
        served.Node.Standing.Reasons(new AccountId("acme"), Warned, "00").ShouldBeNull();
        Notices(served).ShouldBe([first.Sha256], "nobody is told of it");

        await served.RestartAsync(snapshots: false);
        await TakenAgainAsync(served);
        Statements(served, "acme").Count(record => record.Step == Warned).ShouldBe(2);
        await served.SendAsync(Late("l2", 2));
        await TakenAgainAsync(served);
        var all = Statements(served, "acme").Where(record => record.Step == Warned).ToArray();
        all.Length.ShouldBe(3);
        Text(all[2]).ShouldContain(all[1].Sha256);
    }

    /// <summary>What is kept beside is stored when the turn is over.</summary>
    private static async Task TakenAgainAsync(ServedNode served)
    {
        served.Clock.Add(TimeSpan.FromHours(1));
        await served.Node.LookAfterDueAsync();
        served.Node.Standing.Of(new AccountId("acme")).ShouldNotBeNull();
        await served.Node.LookAfterDueAsync();
    }

    private static string Late(string id, int calls) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"test","type":"api.called","subject":"acme","time":"2026-01-04T00:00:00Z","data":{"count":{{{calls}}}}}""";

    private static string Text(ReasonsRecord record) =>
        Encoding.UTF8.GetString(record.Kept().Text.Span);

    private static IEnumerable<string> Notices(ServedNode served) =>
        served
            .Node.Notices(new AccountId("acme"), null, 1_000)!
            .Items.Where(notice => notice.Reasons?.Step == Warned)
            .Select(notice => notice.Reasons!.Sha256);

    [Fact]
    public async Task A_backup_and_a_restore_carry_them()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-charge"]);
        var before = Forms(served, "dearer");
        var folder = Directory.CreateTempSubdirectory("evenhand-reasons-");
        try
        {
            var backup = Path.Combine(folder.FullName, "copy.db");
            LedgerBackup.Back(served.Data, backup);
            var restored = Path.Combine(folder.FullName, "restored");
            LedgerBackup.Restore(backup, restored);
            using var ledger = SqliteLedger.Open(restored);
            var record = Statements(ledger, "acme").Single(each => each.Step == "dearer");
            Forms(record.Kept()).ShouldBe(before);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_statement_that_is_not_what_was_stored_is_refused()
    {
        await using var served = await Scene.ServedAsync(Scene.All["qcontact-brake"]);
        var record = Statements(served, "acme").Single();
        var (one, other) = (record.Packed, (byte[])record.Packed.Clone());
        other[^3] ^= 1;
        Should.Throw<DamagedLedgerException>(() => (record with { Packed = other }).Kept());
        Should.Throw<DamagedLedgerException>(() =>
            (record with { Sha256 = new string('0', 64) }).Kept()
        );
        (record with { Packed = one }).Kept().Sha256.ShouldBe(record.Sha256);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(42)]
    [InlineData(101)]
    public async Task On_random_walks_each_notice_of_a_step_has_a_statement_and_each_later_one_follows_one_of_the_step(
        int seed
    )
    {
        var walk = new StandingWalk(seed, 100);
        await using var served = await ServedNode.At("2026-01-01");
        foreach (var each in walk.Events)
        {
            if (each.Type == "gate.asked")
                continue;
            await served.UntilAsync($"{each.Time}");
            await served.SendAsync(each.Line);
            await served.Node.LookAfterDueAsync();
        }
        await served.UntilAsync($"{walk.End}");
        var records = Statements(served, walk.Account);
        foreach (var record in records)
            KeptReasons.Hash(record.Kept().Json).ShouldBe(record.Sha256);
        foreach (var step in records.GroupBy(record => record.Step))
        foreach (var later in step.Skip(1))
            step.TakeWhile(each => each != later)
                .Select(each => each.Sha256)
                .ShouldContain(FollowedBy(later));
        var told = served
            .Node.Notices(new AccountId(walk.Account), null, 1_000)!
            .Items.Where(notice => notice.What == "step")
            .Select(notice => $"{notice.Reasons?.Step} {notice.Reasons?.Sha256}");
        told.ShouldBeSubsetOf(records.Select(record => $"{record.Step} {record.Sha256}"));
        records
            .Where(record => FollowedBy(record) is null)
            .Select(record => $"{record.Step} {record.Sha256}")
            .ShouldBeSubsetOf(told);
        served
            .Node.Standing.Of(new AccountId(walk.Account))!
            .Steps.Where(step => step.Announced < Moment.Never)
            .Select(step => step.Id)
            .ShouldBeSubsetOf(records.Select(record => record.Step));
    }

    private static string? FollowedBy(ReasonsRecord record) =>
        JsonDocument.Parse(record.Kept().Json).RootElement.TryGetProperty("follows", out var its)
            ? its.GetString()
            : null;

    private static Story Without(Story story, int last)
    {
        var copy = new Story();
        foreach (var line in story.Lines.SkipLast(last))
            ((List<string>)copy.Lines).Add(line);
        return copy;
    }

    private static string Forms(ServedNode served, string step) => Forms(Scene.Kept(served, step));

    private static string Forms(KeptReasons kept) =>
        string.Concat(
            new[] { kept.Json, kept.Text, kept.Html }.Select(form =>
                Encoding.UTF8.GetString(form.Span)
            )
        );

    private static IReadOnlyList<ReasonsRecord> Statements(ServedNode served, string account) =>
        Statements(served.Ledger, account);

    private static IReadOnlyList<ReasonsRecord> Statements(ILedger ledger, string account) =>
        [
            .. ledger
                .Read(StreamName.Of(account), 0, SliceKinds.Of(SliceKind.Reasons))
                .Select(slice => StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord)),
        ];

    /// <summary>A ledger that, once it refuses, takes everything but what accounts are told.</summary>
    private sealed class FaultyTelling(ILedger ledger) : LedgerDouble(ledger)
    {
        public bool Refuses { get; set; }

        public int Refused { get; private set; }

        public override ValueTask<IReadOnlyList<StreamName>> AppendAsync(
            IReadOnlyList<Slice> slices,
            Moment committed
        )
        {
            if (!Refuses || slices.All(slice => slice.Kind != SliceKind.Told))
                return base.AppendAsync(slices, committed);
            Refused++;
            throw new LedgerUnavailableException("the disk is full", new IOException());
        }
    }
}
