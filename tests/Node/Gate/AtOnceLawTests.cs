using System.Globalization;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Node.Reservations;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Gate;

/// <summary>
/// Whatever is reserved, settled, given back or left to expire, by one or by many at once, across restarts: never do more acts
/// go on than may, and none is turned away while there is room.
/// </summary>
public class AtOnceLawTests
{
    [Fact]
    public async Task A_node_answers_as_a_list_of_what_goes_on_would()
    {
        var dice = Dice();
        await using var dock = await AtOnce.BeginAsync();
        var (open, licences, denials) = (new List<Reservation>(), 1, 0);
        for (var step = 0; step < 250; step++)
        {
            switch (dice.Next(10))
            {
                case < 5:
                    denials += await HoldAsync(dock, open, 2 * licences, $"h{step}", dice) ? 0 : 1;
                    break;
                case < 7 when open.Count > 0:
                    var ended = open[dice.Next(open.Count)];
                    await EndAsync(dock, ended, dice.Next(2) == 0);
                    open.Remove(ended);
                    break;
                case 7:
                    dock.Served.Clock.Add(TimeSpan.FromSeconds(dice.Next(1, 20)));
                    open.RemoveAll(each => each.Expires <= dock.Served.Now);
                    break;
                case 8:
                    dock.Served.Clock.Add(TimeSpan.FromTicks(1));
                    await dock.LicenseAsync(licences = dice.Next(4), $"l{step}");
                    break;
                case 9 when dice.Next(5) == 0:
                    await dock.Served.RestartAsync(dice.Next(2) == 0);
                    break;
            }
            (await dock.RoomAsync()).ShouldBe(
                Math.Max(0, 2 * licences - open.Count),
                $"after step {step}"
            );
        }
        denials.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Many_at_once_never_do_more_than_may()
    {
        var dice = Dice();
        await using var dock = await AtOnce.BeginAsync();
        var going = new Dictionary<string, Moment>();
        for (var round = 0; round < 6; round++)
        {
            using var start = new Barrier(4);
            await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(thread => (thread, seed: dice.Next()))
                    .Select(each =>
                        Task.Run(async () =>
                        {
                            start.SignalAndWait();
                            await PlayAsync(dock, going, $"{round}-{each.thread}", each.seed);
                        })
                    )
            );
            await dock.Served.RestartAsync(round % 2 == 0);
            (await dock.RoomAsync()).ShouldBe(2 - going.Count, $"in round {round}");
            dock.Served.Clock.Add(TimeSpan.FromSeconds(30));
            foreach (var id in going.Keys.Where(id => going[id] <= dock.Served.Now).ToList())
                going.Remove(id);
        }
    }

    /// <summary>Holds acts and ends some of them; those that are known to go on are never more than may.</summary>
    private static async Task PlayAsync(
        AtOnce dock,
        Dictionary<string, Moment> going,
        string name,
        int seed
    )
    {
        var dice = new Random(seed);
        for (var step = 0; step < 25; step++)
        {
            var answer = await dock.HoldAsync(
                $"{name}-{step}",
                seconds: dice.Next(2) == 0 ? 20 : 90
            );
            if (answer.Reservation is not { } held)
                continue;
            lock (going)
            {
                going[held.Id] = held.Expires;
                going.Count.ShouldBeLessThanOrEqualTo(2);
            }
            await Task.Yield();
            if (dice.Next(8) == 0)
                continue;
            lock (going)
                going.Remove(held.Id);
            await EndAsync(dock, held, dice.Next(2) == 0);
        }
    }

    private static async Task<bool> HoldAsync(
        AtOnce dock,
        List<Reservation> open,
        int most,
        string id,
        Random dice
    )
    {
        var answer = await dock.HoldAsync(id, seconds: dice.Next(1, 60), quantity: dice.Next(3));
        if (open.Count < most)
        {
            open.Add(answer.Reservation.ShouldNotBeNull());
            return true;
        }
        answer.Reservation.ShouldBeNull();
        var reason = answer.Decision.Reasons.ShouldHaveSingleItem();
        (reason.Used, reason.Limit).ShouldBe(($"{open.Count}", $"{most}"));
        Moment? free =
            most == 0
                ? null
                : open.Select(each => each.Expires).Order().ElementAt(open.Count - most);
        reason.RetryAt.ShouldBe(free);
        return false;
    }

    private static Task<Reservation> EndAsync(AtOnce dock, Reservation held, bool settles) =>
        settles
            ? dock.Served.Node.SettleAsync(held.Id, 1, null)
            : dock.Served.Node.ReleaseAsync(held.Id, null);

    private static Random Dice()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        return new Random(seed);
    }
}
