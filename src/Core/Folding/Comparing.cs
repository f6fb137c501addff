using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Folding;

/// <summary>Usage that is compared with that of other accounts: what a cycle came to, and the case that a comparison opens.</summary>
internal static class Comparing
{
    /// <summary>Notes what the present cycle came to as it ends, if this version is the one in force then.</summary>
    public static void Note(AccountState state)
    {
        var (policy, cycle) = (state.Policy, state.Cycle);
        if (policy.Comparisons.IsEmpty || state.Profile.InForce(cycle.To) != policy)
            return;
        state.Shared.Add(
            new CycleUsage(
                policy.Name,
                state.Plan.Plan?.Name ?? "",
                cycle.Name,
                cycle.To,
                [.. policy.Comparisons.SelectMany(each => Usages(state, each))]
            )
        );
    }

    /// <summary>Opens the case of a comparison, of a cycle that has just ended, where it shows too much.</summary>
    public static void Judge(AccountState state, in Compared compared, Cycle ended)
    {
        foreach (var each in state.Policy.Comparisons)
        foreach (var (place, floor) in each.Measures)
            if (Speaks(state, each, place, compared))
            {
                var bar = Bar(state, each, (place, floor), ended);
                if (bar.IsPassedBy(compared))
                    Open(state, each.Clause, compared, bar, place, ended);
                return;
            }
    }

    /// <summary>Whether a comparison shows too much as the policy prints it, exceptions aside.</summary>
    public static bool MayPass(AccountState state, Compared compared) =>
        state.Policy.Comparisons.Any(each =>
            each.Measures.Any(measure => Speaks(state, each, measure.Meter, compared))
            && compared.Accounts >= each.AtLeast
            && compared.Value > each.Times * compared.Median
        );

    private static bool Speaks(
        AccountState state,
        Comparison comparison,
        Place<Meter> meter,
        in Compared compared
    ) =>
        state.Policy.Clauses.At(comparison.Clause).Id == compared.Clause
        && (compared.Meter.Length == 0 || state.Policy.Meters.At(meter).Name == compared.Meter);

    private static IEnumerable<ComparedUsage> Usages(AccountState state, Comparison comparison)
    {
        var clause = state.Policy.Clauses.At(comparison.Clause).Id;
        var licences = comparison.PerLicence
            ? state.Seats.Count(SeatKind.Licensed, SeatBasis.Highest)
            : 1;
        foreach (var (place, floor) in comparison.Measures)
            yield return new ComparedUsage(
                clause,
                state.Policy.Meters.At(place).Name,
                licences == 0 ? Rational.Zero : Used(state, place) / licences,
                Bar(state, comparison, (place, floor), state.Cycle)
            );
    }

    /// <summary>The usage of the cycle, of all keys; of a stock what is there at its end.</summary>
    private static Rational Used(AccountState state, Place<Meter> place)
    {
        var factor = state.Policy.Meters.At(place).Unit.Factor;
        return state.Meters[place] switch
        {
            FlowState flow => (Rational)Sum(state, flow) / factor,
            StockState stock => (Rational)stock.Level / StockMeter.WeightScale / factor,
            BalanceState balance => (Rational)balance.Total / factor,
            // Texts of before could name a ratio, which is no usage.
            RatioState => Rational.Zero,
            var other => throw other.Unknown(),
        };
    }

    private static Int128 Sum(AccountState state, FlowState flow)
    {
        var last = state.Cycle.To.Previous;
        var sum = (Int128)0;
        foreach (var (_, each) in flow.All(last, state.WindowAt(flow, last)))
            sum += each;
        return sum;
    }

    /// <summary>What usage is held against. An exception that holds as the cycle ends replaces the floor, or leaves it unjudged.</summary>
    private static TypicalBar Bar(
        AccountState state,
        Comparison comparison,
        (Place<Meter> Meter, decimal Floor) measure,
        Cycle cycle
    )
    {
        var waiver = state.Waivers.At(comparison.Clause, cycle.To.Previous);
        return new TypicalBar(
            comparison.Times,
            waiver is null
                ? measure.Floor / state.Policy.Meters.At(measure.Meter).Unit.Factor
                : waiver.Amount,
            comparison.AtLeast,
            comparison.SamePlan
        );
    }

    private static void Open(
        AccountState state,
        Place<Clause> clause,
        in Compared compared,
        TypicalBar bar,
        Place<Meter> place,
        Cycle ended
    )
    {
        var meter = state.Policy.Meters.At(place);
        var facts = new Facts(
            FactKind.Untypical,
            [
                Figure(NamedFigure.Said, compared.Value, meter.Unit),
                Figure(NamedFigure.Median, compared.Median, meter.Unit),
                Printed.As(NamedFigure.Accounts, compared.Accounts, Unit.One),
                Figure(NamedFigure.Floor, bar.Floor ?? 0, meter.Unit),
            ]
        );
        Judging.OpenCase(state, clause, ended.To, facts, ended);
    }

    private static NamedFigure Figure(string name, decimal figure, Unit unit) =>
        new(name, Compared.Shown(figure), unit.Name, unit.Plural);
}
