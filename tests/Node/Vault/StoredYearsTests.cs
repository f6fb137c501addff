using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Tests.Core;
using Evenhand.Tests.Crash;
using Evenhand.Tests.Server;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// Accounts that store things for years, with all that may happen to them mixed: nothing that was kept was deleted, nothing that is due
/// remains, and what is billed is the integral of the catalogue. <c>./test --long</c> takes twenty accounts through two years, EVENHAND_DAYS
/// through as many days.
/// </summary>
public class StoredYearsTests(ITestOutputHelper output)
{
    private const int Usage = 195;

    /// <summary>Longer than any rule keeps what was stored on the last day.</summary>
    private const int DaysAfter = 100;

    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    /// <summary>From restart to restart, of which every other one has no snapshots to begin from.</summary>
    private const int DaysOfProcess = 20;

    private static readonly int Accounts = Rounds.Of(usual: 2, lasting: 20);
    private static readonly int Days = Given("EVENHAND_DAYS") ?? Rounds.Of(usual: 60, lasting: 730);

    private readonly MemoryStore store = new();

    [Fact]
    public async Task The_laws_hold_after_years_of_all_that_may_happen()
    {
        var seed = Given("EVENHAND_SEED") ?? Random.Shared.Next();
        output.WriteLine($"EVENHAND_SEED={seed}");
        // Of accounts that are used each day none leaves memory by itself, only at restarts; when all is over all do.
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { Store = store, Idle = Duration.FromHours(30) }
        );
        StoredLife[] lives =
        [
            .. Enumerable
                .Range(0, Accounts)
                .Select(place => new StoredLife(
                    served,
                    $"acme-{place:00}",
                    new Random(unchecked(seed * 1_009 + place)),
                    Usage
                )),
        ];
        await SendAsync(served, lives.SelectMany(Opening(served)));
        for (var day = 1; day <= Days; day++)
        {
            // What happens on a day happens after all that was done the day before.
            served.Clock.Add(TimeSpan.FromSeconds(1));
            await SendAsync(served, lives.SelectMany(life => life.Day()));
            await Task.WhenAll(lives.Select(life => life.HandleAsync()));
            await PassAsync(served, HalfADay);
            await PassAsync(served, HalfADay);
            if (day % DaysOfProcess != 0)
                continue;
            await served.RestartAsync(snapshots: day % (2 * DaysOfProcess) != 0);
            await NothingAstrayAsync(served);
            output.WriteLine($"{day} days, {store.Lying.Count} things in the store");
        }
        served.Clock.Add(TimeSpan.FromSeconds(1));
        await SendAsync(served, lives.SelectMany(life => life.LetGo()));
        for (var day = 0; day < DaysAfter; day += 2)
            await PassAsync(served, TimeSpan.FromDays(2));
        foreach (var life in lives)
            output.WriteLine(await new StoredLaws(served, store, life.Account).HoldAsync());
        await NothingAstrayAsync(served);
    }

    private static int? Given(string name) =>
        Environment.GetEnvironmentVariable(name) is { } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static Func<StoredLife, IEnumerable<string>> Opening(ServedNode served)
    {
        var now = served.Clock.GetUtcNow();
        served.Clock.Add(TimeSpan.FromHours(1));
        return life =>
            [
                TestEvents.Line(
                    life.Account.Text,
                    "opened",
                    "account.opened",
                    """{"policy":"qcontact","currency":"USD","time_zone":"UTC","cycle_day":1}""",
                    now
                ),
                TestEvents.Line(
                    life.Account.Text,
                    "seats",
                    "seats.set",
                    """{"licensed":1,"restricted":0}""",
                    now
                ),
            ];
    }

    private static async Task SendAsync(ServedNode served, IEnumerable<string> lines)
    {
        foreach (var some in lines.Chunk(1_000))
            (await served.SendAsync(some)).Rejected.ShouldBeEmpty();
    }

    /// <summary>Time passes; what the brake stops a person lets go.</summary>
    private static async Task PassAsync(ServedNode served, TimeSpan time)
    {
        served.Clock.Add(time);
        await served.Node.LookAfterDueAsync();
        foreach (var account in served.Node.Waits.Stopped)
            await ReleaseAsync(served.Node.Vault!, account);
    }

    private static async Task ReleaseAsync(VaultDesk vault, AccountId account)
    {
        try
        {
            await vault.ReleaseBrakeAsync(account, "so", Doer.CommandLine);
        }
        catch (RequestException gone) when (StoredLife.IsAnswer(gone))
        {
            // What was gone is there again, or is kept: nobody is asked any more.
        }
    }

    /// <summary>The store has what was written down of it, whole, and nothing else.</summary>
    private async Task NothingAstrayAsync(ServedNode served)
    {
        var found = new List<VaultFinding>();
        await foreach (
            var each in served.Node.Vault!.CheckAsync(
                new CheckTerms(true, false, TimeSpan.Zero, Doer.Start)
            )
        )
            found.Add(each);
        var all = found.ShouldHaveSingleItem();
        (all.What, (all.Looked, all.Bytes)).ShouldBe(("summary", store.Lying));
    }
}
