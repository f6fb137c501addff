using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Node.Gate;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Tests.Ledger.Troubled;
using Evenhand.Tests.Replay;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>
/// Random streams reach a node in order, with reservations around their acts and restarts between them: a reservation leaves
/// nothing behind, and a restart forgets none.
/// </summary>
public class ReservationLawTests
{
    private static readonly int Given = int.Parse(
        Environment.GetEnvironmentVariable("EVENHAND_STREAMS") ?? "2",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Where_nothing_is_held_answers_are_those_of_a_replay_that_knows_no_reservation()
    {
        var seed = Seed();
        var ends = new HashSet<ReservationState>();
        for (var i = 0; i < Given; i++)
        {
            var run = await Run.Of(seed + i);
            run.Compared.ShouldBeGreaterThan(20);
            ends.UnionWith(run.Ends);
        }
        ends.Count.ShouldBe(3, "reservations are settled, given back, and expire");
    }

    [Fact]
    public async Task It_is_so_where_the_ledger_takes_in_nothing_now_and_then()
    {
        var seed = Seed();
        for (var i = 0; i < Given; i++)
        {
            var chance = new Random(seed + i);
            var plan = new TroublePlan().Where(
                call => call.Member == LedgerMember.Append && chance.Next(4) == 0,
                Trouble.Unavailable
            );
            (await Run.Of(seed + i, plan)).Compared.ShouldBeGreaterThan(20);
            plan.Struck.Count.ShouldBeGreaterThan(20);
        }
    }

    private static int Seed()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        return seed;
    }

    private sealed class Run(int seed, RandomStream stream, ServedNode served, TroublePlan plan)
    {
        private const int Patience = 100;
        private readonly Reserving reserving = new(served);
        private readonly Dictionary<string, string> decided = [];

        public int Compared { get; private set; }

        public IEnumerable<ReservationState> Ends => reserving.Ended.Select(each => each.Status);

        public static async Task<Run> Of(int seed, TroublePlan? plan = null)
        {
            plan ??= new TroublePlan();
            var stream = new RandomStream(seed, perAccount: 150);
            await using var served = await ServedNode.At("2026-01-01", between: plan.Between);
            var run = new Run(seed, stream, served, plan);
            plan.Watch();
            await run.PlayAsync();
            plan.Mend();
            return run;
        }

        private async Task PlayAsync()
        {
            var events = stream.Events.Where(each => each.Type != "usage.voided").ToArray();
            var replayed = Replays.Of(events.Select(each => each.Line), null).Effects;
            foreach (var decision in replayed.OfType<Decision>())
                decided[decision.Id] = Told(decision);
            var steps = events
                .Select(each => new Step(each.Time, each, null, false))
                .Concat(stream.Holds.Select(each => new Step(each.Made, null, each, true)))
                .Concat(stream.Holds.Select(each => new Step(each.Over, null, each, false)));
            foreach (var instant in steps.GroupBy(each => each.Time).OrderBy(each => each.Key))
                await PlayAsync(instant.Key, [.. instant]);
            await UntilTakenAsync(reserving.EndAllAsync);
            await CompareRestartAsync(snapshots: false);
        }

        private async Task PlayAsync(Instant time, Step[] steps)
        {
            if (time > served.Now.Instant)
                served.Clock.Set(InstantPattern.ExtendedIso.Format(time));
            if (stream.Random.Next(20) == 0)
                await UntilTakenAsync(served.Node.LookAfterDueAsync);
            if (stream.Random.Next(150) == 0)
                await CompareRestartAsync(stream.Random.Next(2) == 0);
            foreach (var step in steps.Where(each => each.Hold is not null))
                if (step.Begins)
                    await IsTakenAsync(() => reserving.MakeAsync(step.Hold!));
                else
                    await UntilTakenAsync(() => reserving.EndAsync(step.Hold!));
            foreach (var each in steps.Select(step => step.Event).OfType<RandomEvent>().Order())
                if (each.Type == "gate.asked")
                    await CompareAsync(each);
                else
                    await UntilTakenAsync(() => served.SendAsync(each.Line));
        }

        private static async Task UntilTakenAsync(Func<Task> send)
        {
            for (var tries = 0; !await IsTakenAsync(send); tries++)
                tries.ShouldBeLessThan(Patience);
        }

        /// <summary>Whether the ledger took something in; where it does not, that is said, and nothing has happened.</summary>
        private static async Task<bool> IsTakenAsync(Func<Task> send)
        {
            try
            {
                await send();
                return true;
            }
            catch (RequestException unheard) when (unheard.Code == Code.Unavailable)
            {
                return false;
            }
        }

        private async Task CompareAsync(RandomEvent ask)
        {
            if (reserving.Holds(ask.Account))
                return;
            if (await served.AnswerAsync(ask) is not { } answer)
                return;
            Told(answer.Decision)
                .ShouldBe(decided[ask.Id], $"{ask.Line}, of seed {seed} with {Given} streams");
            Compared++;
        }

        /// <summary>What is left, with all that is held, is the same after the node has folded it anew.</summary>
        private async Task CompareRestartAsync(bool snapshots)
        {
            var before = await LeftAsync();
            plan.Mend();
            await served.RestartAsync(snapshots);
            plan.Watch();
            (await LeftAsync()).ShouldBe(before, $"after a restart, of seed {seed}");
        }

        private async Task<string> LeftAsync()
        {
            var lines = new List<string>();
            foreach (var hold in stream.Holds)
                if (await served.AnswerAsync(hold.Act) is { } answer)
                    lines.Add($"{hold.Act.Line}: {Told(answer.Decision)} {Left(answer)}");
            return string.Join('\n', lines);
        }

        private static string Left(GateOutcome answer) =>
            string.Join(
                ", ",
                answer.Bounds.Select(each =>
                    $"{each.Clause} {each.Left.ToString(CultureInfo.InvariantCulture)}"
                )
            );

        private static string Told(Decision decision) =>
            $"{decision.Outcome} {string.Join(' ', decision.Reasons.Select(each => each.Clause))}";
    }

    private sealed record Step(Instant Time, RandomEvent? Event, RandomHold? Hold, bool Begins);
}
