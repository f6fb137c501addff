using Evenhand.Tests.Cli;
using Shouldly;
using SQLitePCL;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>A ledger whose last segment was damaged on disk.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_damaged_ledger_is_refused_and_the_way_out_that_is_named_works()
    {
        using var campaign = new Campaign(output.WriteLine);
        using var evenhand = new EvenhandProcess();
        var data = campaign.Folder("data");
        using (var server = ServedProcess.Start(data, campaign.Port))
        {
            await server.ReadyAsync(campaign.Http);
            (await campaign.ReportAsync(campaign.Workload.Openings())).Status.ShouldBe(200);
            (await campaign.ReportAsync(campaign.Acts(100))).Status.ShouldBe(200);
        }
        evenhand.Run($"verify --data '{data}'").Status.ShouldBe(0);
        SpoilLastSegment(data);

        var found = evenhand.Run($"verify --data '{data}'");
        found.Status.ShouldBe(1);
        (found.Output + found.Errors).ShouldContain("segment");
        using (var refused = ServedProcess.Start(data, campaign.Port))
        {
            var said = await refused.EndedAsync();
            refused.Status.ShouldBe(1, said);
            said.ShouldContain("segment");
            said.ShouldContain("evenhand verify --data DIR --cut");
            said.ShouldNotContain("   at ");
        }

        var cut = evenhand.Run($"verify --data '{data}' --cut");
        cut.Errors.ShouldNotContain("   at ");
        evenhand.Run($"verify --data '{data}'").Status.ShouldBe(0, cut.Errors + cut.Output);
        using var mended = ServedProcess.Start(data, campaign.Port);
        await mended.ReadyAsync(campaign.Http);
        (await campaign.ReportAsync(campaign.Acts(1))).Status.ShouldBe(200);
    }

    /// <summary>Leaves zeros where the last segment's events were, as a bad disk may.</summary>
    private static void SpoilLastSegment(string data)
    {
        const string Spoil =
            "UPDATE segment SET payload = zeroblob(length(payload)) WHERE number = (SELECT max(number) FROM segment)";
        Batteries_V2.Init();
        raw.sqlite3_open(Path.Combine(data, "ledger.db"), out var ledger).ShouldBe(raw.SQLITE_OK);
        raw.sqlite3_exec(ledger, Spoil).ShouldBe(raw.SQLITE_OK);
        raw.sqlite3_changes(ledger).ShouldBe(1);
        raw.sqlite3_close(ledger).ShouldBe(raw.SQLITE_OK);
    }
}
