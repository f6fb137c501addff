using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Ledger.Troubled;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>
/// Random streams reach a node in random order while its ledger is in trouble at random calls, months go by and the node
/// restarts: nothing that was acknowledged is lost, stored twice or counted elsewhere, and once all is well and sent again,
/// what was stated and corrected adds up.
/// </summary>
public class TroubleLawTests
{
    [Fact]
    [Trait("fault", "B1")]
    [Trait("fault", "C1")]
    public async Task Whatever_befalls_a_ledger_what_was_acknowledged_is_stored_once_and_all_adds_up()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var streams = Environment.GetEnvironmentVariable("EVENHAND_STREAMS") is { } many
            ? int.Parse(many, CultureInfo.InvariantCulture)
            : 3;
        for (var i = 0; i < streams; i++)
            await Run.HoldAsync(seed + i);
    }

    private sealed class Run(int seed, ServedNode served, TroublePlan plan)
    {
        private readonly Random dice = new(seed);
        private readonly RandomStream stream = new(seed, perAccount: 60);
        private readonly HashSet<RandomEvent> settled = [];

        public static async Task HoldAsync(int seed)
        {
            var plan = Trouble(seed);
            await using var served = await ServedNode.At(
                "2026-01-01",
                // Time flies here; at the door a repeat is known for a while only, in statements for ever.
                each => each with { Repeats = Duration.FromDays(1_000) },
                plan.Between
            );
            var run = new Run(seed, served, plan);
            await run.UnderTroubleAsync();
            plan.Struck.Count.ShouldBeGreaterThan(5, $"seed {seed}");
            await run.OnceWellAsync();
        }

        /// <summary>Every kind of trouble now and then, at any call.</summary>
        private static TroublePlan Trouble(int seed)
        {
            var chance = new Random(seed);
            var plan = new TroublePlan();
            foreach (var trouble in Troubles.Thrown)
                plan.Where(_ => chance.Next(25) == 0, trouble);
            return plan;
        }

        private async Task UnderTroubleAsync()
        {
            var events = stream.Events.Where(each => each.Type != "gate.asked").ToArray();
            dice.Shuffle(events);
            var first = events.OrderBy(each => each.Type != "account.opened").ToArray();
            foreach (var batch in first.Chunk(1 + events.Length / 24))
            {
                plan.Watch();
                await SendAsync([.. batch, .. Unsettled(batch)]);
                await AskAsync();
                served.Clock.Add(TimeSpan.FromDays(dice.Next(14)));
                await LookAfterAsync();
                plan.Mend();
                if (dice.Next(5) == 0)
                    await RestartAsync();
            }
        }

        /// <summary>Where nothing could be stored for a month the next start takes the clock for wrong until it is confirmed.</summary>
        private async Task RestartAsync()
        {
            await served.RestartAsync(snapshots: dice.Next(2) == 0);
            await served.Node.ConfirmClockAsync("");
        }

        private async Task OnceWellAsync()
        {
            for (var i = 0; i < 4; i++)
            {
                served.Clock.Add(TimeSpan.FromMinutes(11));
                await served.Node.LookAfterDueAsync();
                await SendAsync([
                    .. stream.Events.Where(each => each.Type != "gate.asked").Except(settled),
                ]);
            }
            stream
                .Events.Where(each => each.Type != "gate.asked")
                .Except(settled)
                .ShouldBeEmpty($"seed {seed}");
            await IsStoredOnceAsync();
            if (served.Clock.GetUtcNow() < RandomStream.End.ToDateTimeOffset())
                served.Clock.Set(RandomStream.End.ToString());
            for (var i = 0; i < 4; i++)
            {
                served.Clock.Add(TimeSpan.FromDays(34));
                await served.Node.LookAfterDueAsync();
            }
            foreach (var opening in stream.Events.Where(each => each.Type == "account.opened"))
            {
                AdjustmentLawTests.Compare(served, opening.Account, seed);
                Told.ToldLaw.Hold(served, opening.Account, seed);
            }
            await served.RestartAsync(snapshots: false);
            await IsStoredOnceAsync();
        }

        /// <summary>Everything is there once: what is sent again is a repeat.</summary>
        private async Task IsStoredOnceAsync()
        {
            var lines = settled.Select(each => each.Line).ToArray();
            var again = await served.SendAsync(lines);
            again.Accepted.ShouldBe(0, $"seed {seed}");
            (again.Duplicates + again.Rejected.Count).ShouldBe(lines.Length);
        }

        private async Task SendAsync(RandomEvent[] events)
        {
            if (events.Length == 0)
                return;
            try
            {
                Heed(events, await served.SendAsync([.. events.Select(each => each.Line)]));
            }
            catch (RequestException unheard)
            {
                unheard.Code.Row().Again.ShouldBeTrue($"{unheard.Code} of seed {seed}");
            }
        }

        private void Heed(RandomEvent[] events, IngestOutcome outcome)
        {
            (outcome.Accepted + outcome.Duplicates + outcome.Rejected.Count).ShouldBe(
                events.Length
            );
            var refused = outcome
                .Rejected.Where(each => each.Code.Row().Again)
                .Select(each => each.Index)
                .ToHashSet();
            for (var i = 0; i < events.Length; i++)
                if (!refused.Contains(i))
                    settled.Add(events[i]);
        }

        /// <summary>Some of what was sent before and not taken.</summary>
        private IEnumerable<RandomEvent> Unsettled(RandomEvent[] batch) =>
            stream
                .Events.Where(each => each.Type != "gate.asked")
                .Except(settled)
                .Except(batch)
                .Where(_ => dice.Next(20) == 0);

        private async Task AskAsync()
        {
            var act = stream.Holds[dice.Next(stream.Holds.Count)].Act;
            try
            {
                await served.AnswerAsync(act);
            }
            catch (Exception trouble) when (trouble is not ShouldAssertException)
            {
                // The ledger's own, or that the account is set aside.
            }
        }

        private async Task LookAfterAsync()
        {
            try
            {
                await served.Node.LookAfterDueAsync();
            }
            catch (RequestException unheard)
            {
                unheard.Code.Row().Again.ShouldBeTrue($"{unheard.Code} of seed {seed}");
            }
        }
    }
}
