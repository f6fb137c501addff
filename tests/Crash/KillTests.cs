using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>EVENHAND_SEED repeats a run as far as chance is ours; the instants of the kills are the machine's too.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Rounds.Of(usual: 20, lasting: 200);
    private const int OneInWhileStarting = 8;
    private const int OneInVerified = 5;

    [Fact]
    public async Task A_server_killed_at_any_instant_loses_nothing_acknowledged_and_counts_nothing_twice()
    {
        using var campaign = new Campaign(output.WriteLine);
        var data = campaign.Folder("data");
        var isMade = false;
        campaign.Begin();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = ServedProcess.Start(data, campaign.Port);
            if (campaign.Dice.Next(OneInWhileStarting) > 0)
            {
                await server.ReadyAsync(campaign.Http);
                isMade = true;
            }
            await Task.Delay(campaign.Dice.Next(400), TestContext.Current.CancellationToken);
            server.HasEnded.ShouldBeFalse(server.Said);
            server.Kill();
            if (isMade && campaign.Dice.Next(OneInVerified) == 0)
                Campaign.Verify(data);
        }
        using var last = ServedProcess.Start(data, campaign.Port);
        await last.ReadyAsync(campaign.Http);
        await campaign.FinishAsync();

        output.WriteLine($"{campaign.Events} events, {campaign.Retries} retries");
        campaign.Retries.ShouldBeGreaterThan(Kills / 2);
        campaign.Complaints.ShouldBeEmpty();
        (await campaign.DifferencesAsync()).ShouldBeEmpty();
        last.Kill();
        Campaign.Verify(data);
    }
}
