using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Policies.Harbour;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>What is answered and judged becomes limits, buckets, bounds and gates.</summary>
public sealed class EmittedBoundsTests
{
    private const string Day = "meter: { of: letter.sent, within: day }\n";
    private const string Month = "meter: { of: letter.sent, within: cycle }\n";
    private static readonly EventType Letter = HarbourFiles.Catalogue.Type("letter.sent")!;

    [Fact]
    public void A_limit_can_be_averaged_multiplied_and_left_to_the_plan()
    {
        var text =
            HarbourFiles.Dock(
                """
                meter:
                  - { name: letters, of: letter.sent, per: contact, within: 24 hours }
                  - { name: answers, of: letter.received, per: contact, within: 24 hours }
                limit:
                  - { amount: 3 letters, for-each: answers, gate: warn }
                  - { of: answers, amount: from plan answers, averaged-over: 22 days, opens: case }
                """
            ) + "```yaml plan\nquay: { answers: 7 letters, fee: { EUR: 2 } }\n```\n";
        var version = HarbourFiles.Compiled(
            text.Replace(
                "effective:",
                "default-plan: quay\nplans-change: larger at once\neffective:"
            )
        );
        version.Limits[0].Figure.PerMeter.ShouldBe(new(1));
        version.Limits[1].Figure.PlanTerm.ShouldBe("answers");
        version.Limits[1].AveragedOver.ShouldBe(22);
        version.Limits[1].Meter.ShouldBe(new(1));
        version.DefaultPlan.ShouldBe(0);
        version.PlanChange.ShouldBe(PlanChange.LargerAtOnce);
        version.Plans.Single().Terms["answers"].ShouldBe(7);
        version.Plans.Single().Prices["fee"].ByCurrency["EUR"].ShouldBe(2);
    }

    [Fact]
    public void A_bucket_holds_a_rate_for_a_time()
    {
        var bucket = HarbourFiles
            .CompiledDock(
                "bucket: { of: signal.given, rate: 2.5, for-each: licensed, holds: 10 seconds, gate: deny }"
            )
            .Buckets.Single();
        bucket.PerSecond.ShouldBe(2.5m);
        bucket.PerSeat.ShouldBe(SeatKind.Licensed);
        bucket.Capacity.ShouldBe(TimeSpan.FromSeconds(10));
        bucket.Taps.Single().Measure.ShouldBe(new Measure.OfField(0, 1, 1));
    }

    [Fact]
    public void Acts_at_once_are_bounded_by_a_number_and_by_none_not_at_all()
    {
        var bounds = HarbourFiles
            .CompiledDock(
                "concurrency:\n  - { of: letter.sent, amount: none }\n  - { of: crane.used, for-each: full, amount: 3 }"
            )
            .Concurrencies;
        var bound = bounds.ShouldHaveSingleItem();
        (bound.Most, bound.PerSeat).ShouldBe((3, SeatKind.Full));
        bound.Acts.Single().Type.Name.ShouldBe("crane.used");
    }

    [Fact]
    public void Acts_are_bounded_in_three_ways()
    {
        var bounds = HarbourFiles
            .CompiledDock(
                """
                act:
                  - { of: crane.used, at-most: { duration: 4 hours }, opens: case, tells: yes }
                  - { of: crate.stored, fits: { fields: [width, height], within: [4 boxes, 3 boxes] }, gate: deny }
                  - { of: signal.given, starts: { fields: [to], with: ["+1", "+52"] }, gate: warn }
                """
            )
            .ActBounds;
        bounds[0].Test.ShouldBe(new ActTest.AtMost("duration", Figure.Of(14_400_000)));
        bounds[0].Tells.ShouldBe("max_duration");
        bounds[1].Test.ShouldBeOfType<ActTest.FitsWithin>().Bounds.ShouldBe([4L, 3L]);
        bounds[2].Test.ShouldBeOfType<ActTest.StartsWith>().Prefixes.ShouldBe(["+1", "+52"]);
        bounds
            .Select(bound => (bound.Gate, bound.OpensCase))
            .ShouldBe([(Outcome.Allow, true), (Outcome.Deny, false), (Outcome.Warn, false)]);
    }

    [Fact]
    public void A_special_gate_speaks_alone_for_its_acts()
    {
        var gates = HarbourFiles
            .CompiledDock(
                "gate:\n  - { deny: letter.sent, says: no }\n  - { warn: { letter.sent: { kind: bulk } } }"
            )
            .Gates;
        gates[0].Outcome.ShouldBe(Outcome.Deny);
        gates[0].Message.ShouldBe("no");
        gates[0]
            .Acts.Single()
            .Conditions.ShouldBe([new Condition(Test.NoneOf, Letter.Slot("kind"), false, 0b10)]);
        gates[1].Message.ShouldBe("Dock");
    }

    [Fact]
    public void A_cap_pauses_automations()
    {
        var text =
            HarbourFiles.Dock(
                Month
                    + """
                    allowance: { amount: 5 letters, drawn: in order }
                    cap: { of: dock, set-as: letters, not-on: [quay], automated: { acts: { letter.sent: { machine: present } }, answer: deny }, others: { acts: letter.sent, answer: warn }, lifted-by: upgrade }
                    pause: { of: machine, when: dock, resumed-by: machine.resumed }
                    """
            ) + "```yaml plan\nquay: { letters: 5 letters }\n```\n";
        var cap = HarbourFiles
            .Compiled(text.Replace("effective:", "plans: required\neffective:"))
            .Cap!;
        (cap.Clause.Index, cap.Cover.Index, cap.SetAs, cap.LiftedByUpgrade).ShouldBe(
            (0, 0, "letters", true)
        );
        cap.NotOnPlans.ShouldBe([0]);
        (cap.AutomatedOutcome, cap.OthersOutcome).ShouldBe((Outcome.Deny, Outcome.Warn));
        cap.Pause.ShouldBe(
            new Pause(new(0), "machine", HarbourFiles.Catalogue.Type("machine.resumed")!.Index)
        );
    }

    [Fact]
    public void Repeated_excess_and_reports_open_cases()
    {
        var version = HarbourFiles.CompiledDock(
            Day
                + "limit: { amount: 5 letters, gate: warn }\nrepeat: { of: dock, times: 3, each: day, within: cycle }\nreport: { opens: case }"
        );
        var repeat = version.Repeats.Single();
        repeat.Limits.ShouldBe([new(0)]);
        (repeat.Each, repeat.Times, repeat.WithinCycle).ShouldBe((WindowKind.Day, 3, true));
        version.Reportable.ShouldHaveSingleItem().Clause.Index.ShouldBe(0);
    }
}
