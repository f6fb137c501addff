using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A kill leaves the system's memory of what was written; a power cut does not. The server runs on a disk that forgets
/// whatever was not synced, and each round goes on from what the disk holds.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 20;
    private const int CutsUnsynced = 4;
    private const int LeakPercent = 10;

    public static bool Present => Shim.Absent is null;

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public async Task A_power_cut_at_any_instant_loses_nothing_acknowledged_and_counts_nothing_twice()
    {
        var found = await CutAsync(Cuts, LeakPercent, ignoreSync: false);
        found.ShouldBeEmpty();
    }

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public async Task Without_the_sync_the_same_comparison_fails()
    {
        var found = await CutAsync(CutsUnsynced, leak: 0, ignoreSync: true);
        output.WriteLine(found[0]);
        found.ShouldNotBeEmpty();
    }

    private async Task<IReadOnlyList<string>> CutAsync(int cuts, int leak, bool ignoreSync)
    {
        using var campaign = new Campaign(output.WriteLine);
        var (data, shadow) = (campaign.Folder("data"), campaign.Folder("shadow"));
        var disk = Shim.Environment(data, shadow, leak, ignoreSync);
        campaign.Begin();
        for (var cut = 0; cut < cuts; cut++)
        {
            using var server = ServedProcess.Start(data, campaign.Port, disk);
            await server.ReadyAsync(campaign.Http);
            await Task.Delay(campaign.Dice.Next(50, 700), TestContext.Current.CancellationToken);
            server.HasEnded.ShouldBeFalse(server.Said);
            server.Kill();
            Shim.Mirror(shadow, data);
            if (!ignoreSync)
                VerifyCopy(campaign, data);
        }
        using var last = ServedProcess.Start(data, campaign.Port);
        await last.ReadyAsync(campaign.Http);
        await campaign.FinishAsync();
        output.WriteLine($"{campaign.Events} events, {campaign.Retries} retries");
        campaign.Retries.ShouldBeGreaterThan(cuts / 2);
        var found = (string[])[.. campaign.Complaints, .. await campaign.DifferencesAsync()];
        last.Kill();
        if (!ignoreSync)
            Campaign.Verify(data);
        return found;
    }

    /// <summary>A copy: to look at the ledger may add to its files, and the shadow must hold the same as they.</summary>
    private static void VerifyCopy(Campaign campaign, string data)
    {
        var copy = campaign.Folder("verified");
        Shim.Mirror(data, copy);
        Campaign.Verify(copy);
    }
}
