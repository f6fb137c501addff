using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Policies.Harbour;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>What is included becomes covers, in the order that is ruled.</summary>
public sealed class EmittedCoversTests
{
    private const string Day = "meter: { of: letter.sent, within: day }\n";
    private const string Month = "meter: { of: letter.sent, within: cycle }\n";
    private static readonly EventType Letter = HarbourFiles.Catalogue.Type("letter.sent")!;

    [Theory]
    [InlineData(
        "stock: { of: crate, counts: bytes }\nallowance: { amount: 5 GB, for-each: licensed }",
        5_000_000_000L,
        SeatKind.Licensed,
        SeatBasis.Average
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters, for-each: full }",
        5,
        SeatKind.Full,
        SeatBasis.Highest
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters, taken: now }",
        5,
        SeatKind.None,
        SeatBasis.Now
    )]
    public void An_allowance_takes_the_licences_that_suit_its_meter(
        string rule,
        long amount,
        SeatKind seats,
        SeatBasis taken
    ) =>
        Cover<Allowance>(rule)
            .Figure.ShouldBe(new Figure(amount, null, seats, taken, default(Place<Meter>)));

    [Fact]
    public void An_allowance_can_be_of_each_key_while_an_add_on_is_held_and_in_order()
    {
        var allowance = Cover<Allowance>(
            "meter: { of: letter.sent, per: sender, within: cycle }\nallowance: { amount: 5 letters, per: key, while: tug, drawn: in order }"
        );
        allowance.PerKey.ShouldBeTrue();
        allowance.Drawing.ShouldBe(Drawing.InOrder);
        allowance.While.When.ShouldBe([new Circumstance(CircumstanceKind.Holds, 1)]);
    }

    [Fact]
    public void Free_usage_can_have_places()
    {
        var free = Cover<Free>(
            Month
                + "state: { name: talk, of: contact, opens: letter.received, lasts: 1 day }\nfree: { acts: { letter.sent: { kind: single } }, while: talk, places: { field: contact, add-ons: { lounge: 50 }, taken: talk } }"
        );
        free.Acts.Single().Conditions.Length.ShouldBe(1);
        free.While.When.ShouldBe([new Circumstance(CircumstanceKind.StateOpen, 0)]);
        free.PlaceField.ShouldBe("contact");
        free.Places.ShouldBe([(new(0), 50L)]);
        free.OnceWhile.ShouldBe(new(0));
    }

    [Fact]
    public void Covers_stand_in_the_order_that_is_ruled()
    {
        var text =
            HarbourFiles.Dock(
                Month
                    + "allowance: { amount: 5 letters, drawn: in order }\norder: { covers: [lounge, dock] }\ncharge: { beyond: dock, price: { EUR: 1 }, for: 1 letter, status: due }"
            ) + "### Lounge\n```yaml rule\nfree: { of: dock, while: { add-on: lounge } }\n```\n";
        var version = HarbourFiles.Compiled(text);
        version
            .Covers.Select(cover => (cover.Place.Index, cover.Clause.Index))
            .ShouldBe([(0, 1), (1, 0)]);
        version.Charges.Single().Beyond.ShouldBe(new(1));
    }

    [Fact]
    public void What_is_exempt_is_taken_out_of_meters_and_gates()
    {
        var version = HarbourFiles.CompiledDock(
            Day
                + "gate: { warn: [letter.sent, crane.used] }\nexempt: { from: dock, where: { route: theirs } }"
        );
        var notTheirs = new Condition(Test.NoneOf, Letter.Slot("route"), false, 0b10);
        version
            .Meters.Single()
            .ShouldBeOfType<FlowMeter>()
            .Taps.Single()
            .Selection.Conditions.ShouldBe([notTheirs]);
        version.Gates.Single().Acts.Select(act => act.Conditions.Length).ShouldBe([1, 0]);
    }

    private static T Cover<T>(string rule) =>
        HarbourFiles.CompiledDock(rule).Covers.Single().ShouldBeOfType<T>();
}
