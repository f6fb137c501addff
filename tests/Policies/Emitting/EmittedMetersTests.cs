using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Policies.Harbour;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>What is counted becomes meters and states.</summary>
public sealed class EmittedMetersTests
{
    private static readonly EventType Letter = HarbourFiles.Catalogue.Type("letter.sent")!;
    private static readonly EventType Crane = HarbourFiles.Catalogue.Type("crane.used")!;

    [Fact]
    public void A_meter_counts_the_types_own_quantity()
    {
        var meter = Single<FlowMeter>("meter: { of: letter.sent, per: sender, within: 24 hours }");
        meter.Name.ShouldBe("dock");
        meter.Unit.Name.ShouldBe("letter");
        meter.Window.ShouldBe(new Window(WindowKind.Rolling, TimeSpan.FromHours(24)));
        meter.Keyed.ShouldBeTrue();
        meter
            .Taps.Single()
            .ShouldBe(
                Tap(Letter, new Measure.OfField(Letter.Counts, 1, 1), Letter.Slot("sender"), -1)
            );
    }

    [Fact]
    public void A_meter_counts_a_field_of_distinct_values_in_circumstances()
    {
        var meter = Single<FlowMeter>(
            """
            state: { name: refused, of: contact, opens: contact.refused }
            meter: { of: letter.sent, counts: characters, distinct: contact, each-rounded: 100 characters, within: cycle, when: { add-on: tug }, unless: [refused, { account: charity }] }
            """
        );
        meter.Unit.Name.ShouldBe("character");
        meter.Distinct.ShouldBeTrue();
        meter
            .Taps.Single()
            .ShouldBe(
                Tap(
                    Letter,
                    new Measure.OfField(Letter.Slot("characters"), 1, 100),
                    -1,
                    Letter.Slot("contact")
                )
            );
        meter.While.When.ShouldBe([new Circumstance(CircumstanceKind.Holds, 1)]);
        meter.While.Unless.ShouldBe([
            new Circumstance(CircumstanceKind.StateOpen, 0),
            new Circumstance(CircumstanceKind.Attribute, BuiltIns.OpenedSlot.Attributes),
        ]);
    }

    [Theory]
    [InlineData("counts: events", 1)]
    [InlineData("counts: acts", 0)]
    public void Events_count_one_and_acts_their_count(string counts, int constant)
    {
        var measure = Single<FlowMeter>($"meter: {{ of: signal.given, {counts}, within: cycle }}")
            .Taps.Single()
            .Measure;
        (measure is Measure.Constant).ShouldBe(constant == 1);
    }

    [Fact]
    public void Conditions_become_bits()
    {
        var meter = Single<FlowMeter>(
            "meter: { of: { letter.sent: { kind: { not: bulk } } }, where: { route: [ours, theirs], sender: present }, within: day }"
        );
        meter
            .Taps.Single()
            .Selection.Conditions.ShouldBe([
                new Condition(Test.NoneOf, Letter.Slot("kind"), false, 0b10),
                new Condition(Test.OneOf, Letter.Slot("route"), false, 0b11),
                new Condition(Test.Present, Letter.Slot("sender"), false, 0),
            ]);
    }

    [Fact]
    public void What_is_kept_of_a_thing_can_be_asked_of_its_uses()
    {
        var meter = Single<FlowMeter>(
            "meter: { of: crate.fetched, where: { place: yard }, within: cycle }"
        );
        meter
            .Taps.Single()
            .Selection.Conditions.ShouldBe([new Condition(Test.OneOf, 1, true, 0b10)]);
    }

    [Fact]
    public void Conversions_tap_their_currency()
    {
        var version = HarbourFiles.CompiledDock(
            """
            meter: { name: stamp, from: conversions, within: cycle, unit: stamp }
            convert:
              - { to: stamp, of: { letter.sent: { kind: single } }, costs: 2 stamps }
              - { to: stamp, of: { letter.sent: { kind: bulk } }, costs: 3 stamps, message: { single: 160, several: 153, unicode-single: 70, unicode-several: 67, counted: as written } }
              - { to: stamp, of: crane.used, costs: 1 stamp, blocks: { counts: duration, from: 10 s, size: 10 minutes, counted: started } }
            """
        );
        version
            .Meters.Single()
            .ShouldBeOfType<FlowMeter>()
            .Taps.Select(tap => tap.Measure)
            .ShouldBe([
                new Measure.OfField(Letter.Counts, 2, 1),
                new Measure.Message(0, 1, 2, 3, new PartSizes(160, 153, 70, 67, true), 3),
                new Measure.Blocks(Crane.Slot("duration"), 10_000, 600_000, true, 1),
            ]);
    }

    [Fact]
    public void A_stock_is_weighed_and_held()
    {
        var stock = Single<StockMeter>(
            """
            stock: { of: crate, counts: bytes, where: { kind: fish }, unit: GB-month }
            weigh: { where: { place: yard }, as: 12.5 % }
            hold: { where: { place: yard }, for: 6 months }
            """
        );
        var yard = new Condition(Test.OneOf, 1, true, 0b10);
        stock.Conditions.ShouldBe([new Condition(Test.OneOf, 0, true, 0b01)]);
        stock.Amount.ShouldBe(2);
        stock.Weights.ShouldBe([new Weight(yard, 1_250)]);
        stock.LeastTime.ShouldBe(new LeastTime(yard, 6, new(0), 1_250));
        Single<StockMeter>("stock: { of: berth, counts: things }").Amount.ShouldBe(-1);
    }

    [Fact]
    public void A_hold_without_a_weight_counts_fully() =>
        Single<StockMeter>(
            "stock: { of: crate, counts: bytes }\nhold: { where: { place: yard }, for: 180 days }"
        )
            .LeastTime!.ShouldSatisfyAllConditions(
                hold => hold.Share.ShouldBe(StockMeter.WeightScale),
                hold => hold.Span.ShouldBe(TimeSpan.FromDays(180))
            );

    [Fact]
    public void A_balance_adds_and_takes()
    {
        var balance = Single<BalanceMeter>(
            "balance: { adds: contact.agreed, takes: contact.refused, per: contact }"
        );
        balance.Adds.Single().Key.ShouldBe(0);
        balance.Takes.Single().Selection.Type.Name.ShouldBe("contact.refused");
    }

    [Fact]
    public void A_ratio_has_a_part_a_whole_and_a_least_whole()
    {
        var version = HarbourFiles.CompiledDock(
            """
            ratio: { of: letter.returned, to: { letter.sent: { route: ours } }, within: 30 days, judged-at: contact.refused }
            limit: { amount: 2.5 %, passed: reached, at-least: 100 letters, opens: case }
            """
        );
        var ratio = version.Meters.Single().ShouldBeOfType<RatioMeter>();
        ratio.Part.Single().Selection.Type.Name.ShouldBe("letter.returned");
        ratio.Whole.Single().Selection.Conditions.Length.ShouldBe(1);
        ratio.JudgedAt.Single().Type.Name.ShouldBe("contact.refused");
        version
            .Limits.Single()
            .ShouldSatisfyAllConditions(
                limit => limit.Figure.ShouldBe(Figure.Of(0.025m)),
                limit => limit.Reached.ShouldBeTrue(),
                limit => limit.AtLeast.ShouldBe(100),
                limit => limit.OpensCase.ShouldBeTrue(),
                limit => limit.Gate.ShouldBe(Outcome.Allow)
            );
    }

    [Fact]
    public void A_state_is_opened_closed_and_ends()
    {
        var state = HarbourFiles
            .CompiledDock(
                "state: { name: refused, of: contact, opens: contact.refused, closes: [contact.agreed], lasts: 14 days, to: end of day }"
            )
            .States.Single();
        state.Name.ShouldBe("refused");
        state.Key.ShouldBe("contact");
        state.Closes.Length.ShouldBe(1);
        state.Lasts.ShouldBe(TimeSpan.FromDays(14));
        state.ToEndOfDay.ShouldBeTrue();
    }

    private static Tap Tap(EventType type, Measure measure, int key, int distinct) =>
        new(new Selection(type, []), measure, key, distinct);

    private static T Single<T>(string rule) =>
        HarbourFiles.CompiledDock(rule).Meters.Single().ShouldBeOfType<T>();
}
