using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Tests.Core;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>What holds of an account's standing, whatever people do.</summary>
public class StandingLawTests
{
    private const int Walks = 40;

    [Fact]
    public void Walks_reach_every_kind_of_step_and_every_end_of_one()
    {
        var said = Enumerable
            .Range(0, 150)
            .SelectMany(seed => Told(new StandingWalk(seed)))
            .ToArray();
        said.OfType<StepChanged>()
            .Where(each => each.State == StepState.InForce)
            .Select(each => each.To)
            .Distinct()
            .Count()
            .ShouldBe(6);
        said.OfType<StepChanged>().Select(each => each.State).Distinct().Count().ShouldBe(6);
        said.OfType<StepChanged>()
            .Select(each => each.By)
            .Intersect(["rule", "time", "clean"])
            .Count()
            .ShouldBe(3);
        said.OfType<AppealChanged>().Select(each => each.Outcome).Distinct().Count().ShouldBe(5);
        said.OfType<RequestChanged>().Select(each => each.State).Distinct().Count().ShouldBe(3);
        said.OfType<ActUnmet>()
            .Aggregate(Unmet.None, (all, each) => all | each.Unmet)
            .ShouldBe((Unmet)((int)Unmet.Unknown * 2 - 1));
    }

    [Fact]
    public void No_sanction_is_in_force_without_findings_a_second_person_and_a_delivered_notice() =>
        Hold(walk =>
        {
            var said = Told(walk).ToArray();
            foreach (var sanction in said.OfType<StepChanged>().Where(IsSanction))
                Justified(walk, said, sanction);
        });

    [Fact]
    public void Shuffling_and_repeating_events_changes_no_byte() =>
        Hold(walk =>
        {
            var lines = walk.Lines.ToArray();
            var again = lines.Concat(lines).ToArray();
            walk.Random.Shuffle(again);
            Replays.Output(again, walk.End).ShouldBe(Replays.Output(lines, walk.End));
        });

    [Fact]
    public void A_run_that_ends_early_says_what_a_stream_says_that_ends_there() =>
        Hold(walk =>
        {
            var until = walk.Events[walk.Random.Next(walk.Events.Count)].Time;
            // A void takes back what came before it, whenever it is read.
            var forward = walk.Events.Where(each => each.Type != "usage.voided").ToArray();
            var before = forward.Where(each => each.Time < until);
            Replays
                .Output(before.Select(each => each.Line), until)
                .ShouldBe(Replays.Output(forward.Select(each => each.Line), until));
        });

    [Fact]
    public void A_delivery_that_is_voided_is_as_if_it_had_never_been() =>
        Hold(walk =>
        {
            var deliveries = walk.Events.Where(each => each.Type == "notice.delivered").ToArray();
            var taken = deliveries[walk.Random.Next(deliveries.Length)];
            var undo = taken with
            {
                Id = "undo",
                Type = "usage.voided",
                Time = walk.End - Duration.FromDays(1),
                Data = $$"""{"source": "random", "id": "{{taken.Id}}"}""",
            };
            Replays
                .Output(walk.Events.Append(undo).Select(each => each.Line), walk.End)
                .ShouldBe(
                    Replays.Output(
                        walk.Events.Where(each => each != taken).Select(each => each.Line),
                        walk.End
                    )
                );
        });

    [Fact]
    public void An_act_without_effect_says_nothing_but_that() =>
        Hold(walk =>
        {
            var unmet = Told(walk).OfType<ActUnmet>().Select(each => each.Id).ToHashSet();
            // What a void names decides whether the void had an effect.
            var named = walk
                .Events.Where(each => each.Type == "usage.voided")
                .Select(each => each.Data)
                .ToArray();
            var idle = walk
                .Events.Where(each =>
                    unmet.Contains(each.Id)
                    && !named.Any(data => data.Contains($"\"{each.Id}\"", StringComparison.Ordinal))
                )
                .ToHashSet();
            Replays
                .Output(
                    walk.Events.Where(each => !idle.Contains(each)).Select(each => each.Line),
                    walk.End
                )
                .ShouldBe(
                    Replays
                        .Output(walk.Lines, walk.End)
                        .Where(line =>
                            !idle.Any(each =>
                                line.Contains(
                                    $"\"id\":\"{each.Id}\",\"why\"",
                                    StringComparison.Ordinal
                                )
                            )
                        )
                );
        });

    /// <summary>An oracle beside the fold: what must have happened before a sanction came into force.</summary>
    private static void Justified(StandingWalk walk, Effect[] said, StepChanged sanction)
    {
        var steps = said.OfType<StepChanged>().Where(each => each.Step == sanction.Step).ToArray();
        var isBrake =
            steps[0].State == StepState.InForce
            && !sanction.Step.EndsWith(":changed", StringComparison.Ordinal);
        foreach (var named in sanction.Cases)
        {
            var states = said.OfType<CaseChanged>()
                .Where(each => each.Case == named && each.Time <= sanction.Time)
                .ToArray();
            if (!isBrake)
                states.ShouldContain(each => each.State == CaseState.Found);
        }
        if (steps[0].State != StepState.Proposed)
            return;
        var announced = steps.Single(each => each.State == StepState.Announced);
        if (NeedsApproval(sanction.To))
            announced.By.ShouldNotBe(steps[0].By);
        var notice = NoticeOf(walk.Policy, sanction.To);
        walk.Events.ShouldContain(each =>
            each.Type == "notice.delivered"
            && each.Data.Contains($"\"{sanction.Step}\"", StringComparison.Ordinal)
            && Moment.Of(each.Time) >= announced.Time
            && Moment.Of(each.Time) + notice <= sanction.Time
        );
    }

    private static TimeSpan NoticeOf(string policy, StepKind kind) =>
        Published.Shelf.Versions(policy)[0].Ladder?.RungOf(kind)?.Notice ?? TimeSpan.Zero;

    private static bool NeedsApproval(StepKind kind) =>
        kind is StepKind.Charged or StepKind.Suspended or StepKind.Terminated;

    private static bool IsSanction(StepChanged step) =>
        step.State == StepState.InForce
        && step.To
            is StepKind.Throttled
                or StepKind.Charged
                or StepKind.Suspended
                or StepKind.Terminated;

    private static IEnumerable<Effect> Told(StandingWalk walk) =>
        Replays.Of(walk.Lines, walk.End).Effects;

    private static void Hold(Action<StandingWalk> law) =>
        Laws.Hold(Walks, Gen.Choose(0, int.MaxValue), seed => law(new StandingWalk(seed)));
}
