using System.Diagnostics;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Tests.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>EVENHAND_SEED repeats a run as far as chance is ours; the instants of the kills are the machine's too.</summary>
public sealed class RestoreTests(ITestOutputHelper output)
{
    private const int Kills = 12;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");

    [Fact]
    [Trait("fault", "H2")]
    public void A_restore_that_is_killed_at_any_instant_leaves_one_of_the_two_ledgers_whole()
    {
        using var campaign = new Campaign(output.WriteLine);
        var (origin, backup) = (campaign.Folder("origin"), "");
        backup = Path.Combine(origin, "monday.backup");
        var (before, after) = Make(origin, backup);
        var whole = Stopwatch.StartNew();
        Restore(backup, Copy(campaign, origin, "first"), null);
        var longest = whole.Elapsed;
        var restored = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var data = Copy(campaign, origin, $"killed-{kill}");
            // Half of the time it only starts: what it does to files comes late.
            Restore(backup, data, longest * (0.5 + campaign.Dice.NextDouble() / 2));

            var content = Ledgers.Content(data);
            Campaign.Verify(data);
            if (content.SequenceEqual(before))
                restored++;
            else
                content.ShouldBe(after);
            Restore(backup, data, null);
            Ledgers.Content(data).ShouldBe(before);
        }
        output.WriteLine($"{restored} of {Kills} were restored before they were killed");
    }

    /// <summary>A ledger that was killed while it was ahead of its backup.</summary>
    private static (List<string> Before, List<string> After) Make(string origin, string backup)
    {
        var live = Path.Combine(origin, "live");
        using var ledger = SqliteLedger.Open(live);
        Ledgers.Fill(ledger, 400, "before");
        LedgerBackup.Back(live, backup);
        var before = Ledgers.Content(ledger);
        Ledgers.Fill(ledger, 400, "after");
        Ledgers.Photograph(live, Path.Combine(origin, "killed"));
        return (before, Ledgers.Content(ledger));
    }

    private static string Copy(Campaign campaign, string origin, string name) =>
        Ledgers.Photograph(Path.Combine(origin, "killed"), campaign.Folder(name));

    private static void Restore(string backup, string data, TimeSpan? killedAfter)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Program, "restore", backup, "--data", data, "--replace"]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        var said = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(killedAfter ?? Wait.Longest))
            process.ExitCode.ShouldBe(0, said.Result);
        else if (killedAfter is null)
            throw new TimeoutException("the restore did not end");
        process.Kill();
        process.WaitForExit();
    }
}
