using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Outbox;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using Evenhand.Tests.Node;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Releases;

/// <summary>A ledger that an earlier release wrote opens and states the same for ever.</summary>
public class ReleaseTests
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("EVENHAND_RELEASE");

    public static TheoryData<string> Names => [.. Release.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_release_said_of_its_ledger_is_said_today_but_for_faults_that_were_mended(
        string name
    )
    {
        var release = Release.Named(name);
        var now = await AnswersAsync(release.Copy(), release, snapshots: true);
        Compare(release, now);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_said_without_the_snapshots_of_the_release_too(string name)
    {
        var release = Release.Named(name);
        var now = await AnswersAsync(release.Copy(), release, snapshots: false);
        Compare(release, now);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_difference_is_explained_by_a_fault_that_the_changelog_names(string name)
    {
        var mended = Mended(File.ReadAllText(RepositoryFile.PathOf("CHANGELOG.md")));
        foreach (var difference in Release.Named(name).Differences)
        {
            difference.Fault.Length.ShouldBeGreaterThan(8, difference.ToString());
            mended.ShouldContain(difference.Fault);
        }
    }

    [Theory]
    [InlineData("0.1", SliceKind.Key)]
    public void A_release_left_every_kind_of_record_that_it_knew(string name, SliceKind last)
    {
        var data = Release.Named(name).Copy();
        try
        {
            LeavesEveryKind(data.FullName, last);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The story is told to the node of today; with EVENHAND_RELEASE=NAME, which is run once for each release, what comes
    /// of it is kept as that of the release.
    /// </summary>
    [Fact]
    public async Task The_story_can_be_told_to_the_next_release()
    {
        // A text of a release before, which no ledger holds yet, must pass the check of today like any other: today's do.
        var policies = RepositoryFile.PathOf("policies");
        var data = Directory.CreateTempSubdirectory("evenhand-story-");
        try
        {
            var letters = new Consumer("letters", (_, _) => Task.CompletedTask);
            await using var served = await ServedNode.Fresh("2026-01-01", policies, data, letters);
            var teller = new ReleaseTeller(served, policies);
            await teller.TellAsync(Release.CurrentStory);
            var desk = new Target("desk", "webhook", "https://desk.example/");
            await served.Node.Deliveries.SetAsync(null, desk, Doer.CommandLine);
            await served.Node.People.AddAsync("ann", "Ann", "", Role.Reviewer);
            await served.Node.People.SignIns.NoteLinkAsync("ann", Doer.CommandLine);
            await served.Node.Acts.Notes.AskAsync(
                new AccountId("finch"),
                ("decision", "one-of-yesterday", null),
                "Why?",
                null,
                Doer.CommandLine
            );
            var (key, _) = await served.Node.Keys.CreateAsync(
                Role.Ingest,
                new AccountId(""),
                "recordings"
            );
            await served.Node.Vault!.Targets.SetAsync(
                new AccountId("heron"),
                Node.Vault.Copies.Order(),
                Sender.Itself
            );
            await served.Node.Vault.PutAsync(
                new PutTerms(new AccountId("heron"), "of-the-last-day", "media"),
                new MemoryStream([1, 2, 3]),
                key,
                TestContext.Current.CancellationToken
            );
            await served.Node.Vault.PutAsync(
                new PutTerms(new AccountId("heron"), "copied", "call-recording"),
                new MemoryStream([4, 5]),
                key,
                TestContext.Current.CancellationToken
            );
            await served.Node.Vault.Exports.AskAsync(new AccountId("heron"), "all-of-it", key);
            await served.Node.LookAfterDueAsync();
            await served.Node.Looks.Drafts.BeginAsync(
                "next-year",
                "stackcx",
                "1",
                served.Node.Policies().Single(each => each.Version is { Name: "stackcx" }).Text,
                new Doer(null, Via: "console", Person: "ann")
            );
            await served.Node.Looks.Templates.WriteAsync(
                "de/step",
                0,
                "Subject: {{title}}\n\n{{message}}\n",
                new Doer(null, Via: "console", Person: "ann")
            );
            await served.StopAsync();
            LeavesEveryKind(data.FullName, Enum.GetValues<SliceKind>().Max());
            if (Wanted is { } name)
                await KeepAsync(Release.Named(name), data, policies, [.. teller.Keys]);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task KeepAsync(
        Release release,
        DirectoryInfo data,
        string policies,
        IReadOnlyList<(string Name, string Text)> keys
    )
    {
        release.Keep(data.FullName, policies, Release.CurrentStory, [], keys);
        var with = await AnswersAsync(release.Copy(), release, snapshots: true);
        var without = await AnswersAsync(release.Copy(), release, snapshots: false);
        release.Keep(data.FullName, policies, Release.CurrentStory, with, keys);
        Difference.Between(with, without).ShouldBe("", "snapshots change what is said");
    }

    /// <summary>What is said when the story ends, and after some months more in which nothing is told.</summary>
    private static async Task<IReadOnlyList<Answer>> AnswersAsync(
        DirectoryInfo data,
        Release release,
        bool snapshots
    )
    {
        try
        {
            if (!snapshots)
                using (var ledger = SqliteLedger.Open(data.FullName))
                    ledger.DropSnapshots();
            await using var served = await ServedNode.Fresh(release.End, release.Policies, data);
            var story = release.Story;
            var first = await ReleaseAnswers.OfAsync(served, "now", story, release.Keys);
            foreach (var month in Months(release.End))
                await served.UntilAsync(month);
            var later = await ReleaseAnswers.OfAsync(served, "later", [], release.Keys);
            return [.. first.Concat(later).Order()];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Months(string end)
    {
        var day = LocalDatePattern.Iso.Parse(end[..10]).Value;
        for (var i = 1; i <= 3; i++)
            yield return LocalDatePattern.Iso.Format(day + Period.FromMonths(i));
    }

    private static void Compare(Release release, IReadOnlyList<Answer> now)
    {
        var should = Difference.Apply(release.Answers, release.Differences);
        Difference
            .Between(should, now)
            .ShouldBe(
                "",
                "what is answered otherwise than before belongs into differences.tsv, with its fault at the end"
            );
        now.Select(each => each.ToString()).ShouldBe(should.Select(each => each.ToString()));
    }

    private static string Mended(string changelog) =>
        string.Join(
            '\n',
            changelog
                .Split("\n### ")
                .Where(section => section.StartsWith("Fixed", StringComparison.Ordinal))
        );

    private static void LeavesEveryKind(string data, SliceKind last)
    {
        using var ledger = SqliteLedger.Open(data);
        var streams = ledger.Accounts(StreamName.Shared, 100).Prepend(StreamName.Shared).ToArray();
        var slices = streams.SelectMany(stream => ledger.Read(stream, 0)).ToArray();
        // A ledger that a release makes itself always had standing, and says nothing of its beginning.
        var kinds = Enum.GetValues<SliceKind>().Where(kind => kind <= last);
        foreach (var kind in kinds.Where(kind => kind != SliceKind.Standing))
            slices.ShouldContain(slice => slice.Kind == kind, kind.ToString());
        Values(
                slices,
                SliceKind.Reservation,
                each => [(string?)each["what"] ?? (string?)each["ended"] ?? "made"]
            )
            .ShouldBe(["made", "settled", "released"], ignoreOrder: true);
        Values(slices, SliceKind.Told, each => [each["case"] is null ? "notice" : "case"])
            .ShouldBe(["case", "notice"], ignoreOrder: true);
        Values(slices, SliceKind.Stated, each => each["adjustments"]!.AsArray().Select(Cause))
            .ShouldBe(["Late", "Void", "Waiver", "Rate"], ignoreOrder: true);
        Values(slices, SliceKind.Stated, each => [(string)each["closing"]!.ToString()])
            .ShouldBe(["true", "false"], ignoreOrder: true);
        Values(
                slices,
                SliceKind.Key,
                each => [(string?)each["what"] ?? (each["revoked"] is null ? "made" : "ended")]
            )
            .ShouldBe(["made", "ended"], ignoreOrder: true);
        streams.SelectMany(ledger.Slots).Count().ShouldBeGreaterThan(2);
    }

    private static string Cause(JsonNode? adjustment) => (string)adjustment!["because"]!;

    private static IEnumerable<string> Values(
        IEnumerable<StoredSlice> slices,
        SliceKind kind,
        Func<JsonNode, IEnumerable<string>> of
    ) =>
        slices
            .Where(slice => slice.Kind == kind)
            .SelectMany(slice => of(JsonNode.Parse(slice.Payload.Span)!))
            .Distinct();
}
