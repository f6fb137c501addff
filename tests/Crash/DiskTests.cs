using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A disk that fails: what cannot be stored is turned away with a reason, all else goes on, and when the disk is well
/// again, so is the server. The shim plays the disk; once a real small disk is filled.
/// </summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    private const int InBatch = 500;
    private const int MostBatches = 2_000;

    public static bool Present => Shim.Absent is null;

    [Theory(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    [Trait("fault", "M3")]
    [InlineData("full", "full")]
    [InlineData("read-only", "the disk fails")]
    [InlineData("sync fails", "the disk fails")]
    public async Task A_disk_that_fails_while_serving_turns_away_usage_and_nothing_else(
        string wrong,
        string named
    )
    {
        using var campaign = new Campaign(output.WriteLine);
        var (data, shadow, fault) = (
            campaign.Folder("data"),
            campaign.Folder("shadow"),
            Path.Combine(campaign.Folder("fault"), "fault")
        );
        var disk = Shim.Environment(data, shadow, fault: fault);
        using (var server = ServedProcess.Start(data, campaign.Port, disk))
        {
            await server.ReadyAsync(campaign.Http);
            await AcknowledgedAsync(campaign, campaign.Workload.Openings());
            await AcknowledgedAsync(campaign, campaign.Acts(InBatch));
            await File.WriteAllTextAsync(fault, wrong, TestContext.Current.CancellationToken);
            var turnedAway = campaign.Acts(InBatch);
            await ShouldServeAllButUsageAsync(campaign, turnedAway, named);
            File.Delete(fault);
            await ReadyAgainAsync(campaign);
            await AcknowledgedAsync(campaign, turnedAway);
            (await campaign.DifferencesAsync()).ShouldBeEmpty();
        }
        // What the disk is bound to hold is what was acknowledged.
        Shim.Mirror(shadow, data);
        using var again = ServedProcess.Start(data, campaign.Port);
        await again.ReadyAsync(campaign.Http);
        (await campaign.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_small_disk_that_fills_up_loses_nothing_acknowledged()
    {
        using var campaign = new Campaign(output.WriteLine);
        using var disk = SmallDisk.Mount(campaign.Folder("disk"), megabytes: 48);
        if (disk is null)
            Assert.Skip("a tmpfs may not be mounted here");
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(
            ballast,
            new byte[20 << 20],
            TestContext.Current.CancellationToken
        );
        using (var server = ServedProcess.Start(disk.Folder, campaign.Port))
        {
            await server.ReadyAsync(campaign.Http);
            await AcknowledgedAsync(campaign, campaign.Workload.Openings());
            var turnedAway = await FillAsync(campaign);
            TakeTheRest(disk.Folder);
            await ShouldServeAllButUsageAsync(
                campaign,
                turnedAway,
                "full",
                () => TakeTheRest(disk.Folder)
            );
            File.Delete(ballast);
            await ReadyAgainAsync(campaign);
            await AcknowledgedAsync(campaign, turnedAway);
            (await campaign.DifferencesAsync()).ShouldBeEmpty();
        }
        using var again = ServedProcess.Start(disk.Folder, campaign.Port);
        await again.ReadyAsync(campaign.Http);
        (await campaign.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_starts_on_a_full_disk_answers_and_takes_usage_once_there_is_room()
    {
        using var campaign = new Campaign(output.WriteLine);
        using var disk = SmallDisk.Mount(campaign.Folder("disk"), megabytes: 24);
        if (disk is null)
            Assert.Skip("a tmpfs may not be mounted here");
        using (var before = ServedProcess.Start(disk.Folder, campaign.Port))
        {
            await before.ReadyAsync(campaign.Http);
            await AcknowledgedAsync(campaign, campaign.Workload.Openings());
        }
        TakeTheRest(disk.Folder);

        using var server = ServedProcess.Start(disk.Folder, campaign.Port);
        await server.LiveAsync(campaign.Http);
        var turnedAway = campaign.Acts(InBatch);
        await ShouldServeAllButUsageAsync(
            campaign,
            turnedAway,
            "full",
            () => TakeTheRest(disk.Folder)
        );
        File.Delete(Path.Combine(disk.Folder, "rest"));
        await ReadyAgainAsync(campaign);
        await AcknowledgedAsync(campaign, turnedAway);
        (await campaign.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public async Task On_a_read_only_disk_it_does_not_start_and_says_why()
    {
        using var campaign = new Campaign(output.WriteLine);
        var (data, fault) = (
            campaign.Folder("data"),
            Path.Combine(campaign.Folder("fault"), "fault")
        );
        var disk = Shim.Environment(data, campaign.Folder("shadow"), fault: fault);
        using (var server = ServedProcess.Start(data, campaign.Port, disk))
            await server.ReadyAsync(campaign.Http);
        await File.WriteAllTextAsync(fault, "read-only", TestContext.Current.CancellationToken);

        using var refused = ServedProcess.Start(data, campaign.Port, disk);
        var said = await refused.EndedAsync();

        refused.Status.ShouldBe(1, said);
        said.ShouldContain(data);
        said.ShouldContain("read-only", Case.Insensitive);
        said.ShouldNotContain("   at ");
    }

    /// <summary>A body that did not fit may leave room for a smaller one, and the server would rightly be ready for that.</summary>
    private static void TakeTheRest(string folder)
    {
        var path = Path.Combine(folder, "rest");
        using var rest = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                rest.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full to the brim, which is what was wanted.
        }
    }

    private static async Task ShouldServeAllButUsageAsync(
        Campaign campaign,
        string[] lines,
        string named,
        Action? fill = null
    )
    {
        var refused = await campaign.ReportAsync(lines);
        refused.Status.ShouldBe(503, refused.Text);
        refused.Type.ShouldBe("application/problem+json");
        refused.Text.ShouldContain(named);
        refused.TellsWhenAgain.ShouldBeTrue();
        (await campaign.AskAsync()).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(200, answer.Text),
            answer => answer.Text.ShouldContain("\"outcome\"")
        );
        var account = campaign.Workload.Accounts[0];
        (await campaign.GetAsync($"/v1/accounts/{account}")).Status.ShouldBe(200);
        (await campaign.GetAsync($"/v1/accounts/{account}/statements")).Status.ShouldBe(200);
        (await campaign.GetAsync("/health/live")).Status.ShouldBe(200);
        // What the server itself gives back meanwhile is taken again.
        using var bound = new CancellationTokenSource(Wait.Longest);
        while ((await campaign.GetAsync("/health/ready")).Status != 503)
        {
            fill.ShouldNotBeNull("it is ready").Invoke();
            await Task.Delay(50, bound.Token);
        }
    }

    /// <summary>It looks for itself, with a bound: nobody reports anything meanwhile.</summary>
    private static async Task ReadyAgainAsync(Campaign campaign)
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        while ((await campaign.GetAsync("/health/ready")).Status != 200)
            await Task.Delay(50, bound.Token);
    }

    private static async Task<string[]> FillAsync(Campaign campaign)
    {
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var lines = campaign.Acts(InBatch);
            var answer = await campaign.ReportAsync(lines);
            if (answer.Status == 503)
                return lines;
            answer.Status.ShouldBe(200, answer.Text);
        }
        throw new InvalidOperationException("the disk did not fill up");
    }

    /// <summary>Sends until it is acknowledged, with a bound.</summary>
    private static async Task AcknowledgedAsync(Campaign campaign, string[] lines)
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        for (Answer answer; (answer = await campaign.ReportAsync(lines)).Status != 200; )
        {
            answer.Status.ShouldBe(503, answer.Text);
            await Task.Delay(50, bound.Token);
        }
    }
}
