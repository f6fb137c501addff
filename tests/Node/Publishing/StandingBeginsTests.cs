using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;
using Sender = Evenhand.Tests.Node.Dispatching.Sender;

namespace Evenhand.Tests.Node.Publishing;

/// <summary>
/// A ledger that was made before standing says once from when on it runs: before that instant the system takes no step, and nothing
/// that is said of it is sent.
/// </summary>
public sealed class StandingBeginsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-old-");
    private readonly Sender hooks = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Before_the_instant_no_step_is_taken_and_after_it_they_are(bool restarts)
    {
        await using var served = await OldAsync();
        if (restarts)
        {
            served.Clock.Set("2026-01-06T12:00:00Z");
            await served.RestartAsync(snapshots: false);
        }
        foreach (var account in new[] { "before", "after" })
        {
            await OpenAsync(served, account);
            await HookAsync(served, $"of-{account}", account);
        }
        await CallAtAsync(served, "before", "2026-01-05T11:59:59Z");
        await CallAtAsync(served, "after", "2026-01-05T12:00:00Z");

        Kinds(served, "before").ShouldNotContain("step");
        served.Node.Cases(new AccountId("before"), null, 10)!.Items.ShouldHaveSingleItem();
        Kinds(served, "after").ShouldBe(["step", "step-changed"]);
        hooks.KindsTo("of-before").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_said_of_earlier_instants_is_told_and_not_sent()
    {
        await using var served = await OldAsync();
        await OpenAsync(served);
        await HookAsync(served, "one");
        await SentAtAsync(served, "2026-01-04T12:00:00Z", 400);
        Kinds(served, "acme").ShouldBe(["near-allowance"]);
        hooks.Given.ShouldBeEmpty();

        served.Clock.Set("2026-01-05T13:00:00Z");
        await SentAtAsync(served, "2026-01-05T12:30:00Z", 100);
        hooks.Kinds.ShouldBe(["allowance-reached"]);
    }

    [Fact]
    public async Task A_ledger_that_always_had_it_says_nothing()
    {
        await using var served = await OpenedAsync(hooks.Settings());
        served.Ledger.Read(StreamName.Shared, 0, SliceKinds.Of(SliceKind.Standing)).ShouldBeEmpty();
        await using var old = await OldAsync();
        await old.RestartAsync();
        old.Ledger.Read(StreamName.Shared, 0, SliceKinds.Of(SliceKind.Standing))
            .Count()
            .ShouldBe(1);
    }

    /// <summary>A node over a ledger that an older release made: its versions have no mark.</summary>
    private async Task<ServedNode> OldAsync()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName))
            foreach (var name in new[] { "engagece", "numonix", "qcontact", "stackcx" })
            {
                var text = await File.ReadAllTextAsync(
                    RepositoryFile.PathOf($"policies/{name}.md"),
                    TestContext.Current.CancellationToken
                );
                var record = new PolicyRecord(name, VersionOf(text), "AB12", text);
                SharedAppend.Run(
                    ledger,
                    SliceKind.Policy,
                    StoredJson.Write(record, StoredJson.Default.PolicyRecord),
                    Moment.Of(Story.Instant("2026-01-01"))
                );
            }
        return await ServedNode.Over(folder, Day, each => each with { Sending = hooks.Settings() });
    }

    private static string VersionOf(string text) =>
        text.Split('\n')
            .First(line => line.StartsWith("version: ", StringComparison.Ordinal))[
                "version: ".Length..
            ]
            .Trim();

    private static IEnumerable<string> Kinds(ServedNode served, string account) =>
        served.Node.Notices(new AccountId(account), null, 100)!.Items.Select(each => each.What);

    private static async Task CallAtAsync(ServedNode served, string account, string time)
    {
        await served.SendAsync(
            new Story { Account = account }.At(
                time,
                "call.ended",
                """{"direction":"outbound","duration":14401}""",
                "call"
            )
        );
        await served.Node.LookAfterDueAsync();
        await served.Node.LookAfterDueAsync();
    }

    private static async Task SentAtAsync(ServedNode served, string time, int count)
    {
        await served.SendAsync(
            new Story().At(
                time,
                "email.sent",
                $$"""{"origin":"sequence","count":{{count}}}""",
                $"sent-{count}"
            )
        );
        await served.Node.LookAfterDueAsync();
    }
}
