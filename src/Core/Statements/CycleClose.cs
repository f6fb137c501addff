using System.Collections.Immutable;
using Evenhand.Core.Allowances;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>Ends a cycle: rates what was used, at its prices and before any rounding.</summary>
internal static class CycleClose
{
    /// <summary>Notes what the present cycle came to, if this version is the one that states it.</summary>
    public static void Close(AccountState state)
    {
        foreach (var stock in state.Stocks)
            stock.Reckon(state.Cycle.To);
        Comparing.Note(state);
        if (!state.StatesCycle)
            return;
        var charges = state
            .Policy.Charges.Where(charge => Stands(state, charge))
            .SelectMany(charge => Rate(state, charge));
        state.Shared.Add(
            new EndedCycle(state.Policy, state.Cycle, [.. charges], [.. FeesByDay(state)])
        );
        NoteOddLines(state);
        Summarise(state);
    }

    /// <summary>Notes the lines that stand in this cycle and need not in others: an appeal may name one.</summary>
    private static void NoteOddLines(AccountState state)
    {
        foreach (var charge in state.Policy.Charges)
            if (!charge.OnlyWith.IsNone && Stands(state, charge))
                Note(state, charge.Clause);
        for (var place = 0; place < state.Policy.PassThroughs.Length; place++)
            if (
                state.Policy.PassThroughs[place] is { Always: false } pass
                && state.Fees.All.Any(fee => fee.Rule == place)
            )
                Note(state, pass.Clause);
    }

    private static void Note(AccountState state, Place<Clause> clause) =>
        state.Shared.OddLines.Add((state.Policy.Clauses.At(clause).Id, state.Cycle.Name));

    private static bool Stands(AccountState state, Charge charge) =>
        charge.OnlyWith.IsNone || state.AddOns.HeldInCycle(charge.OnlyWith);

    private static IEnumerable<RatedUsage> Rate(AccountState state, Charge charge) =>
        state.Meters[charge.Meter] switch
        {
            StockState stock => [StockCharges.Rate(state, charge, stock)],
            FlowState flow => FlowCharges.Rate(state, charge, flow),
            var other => throw other.Unknown(),
        };

    private static IEnumerable<DayFees> FeesByDay(AccountState state) =>
        state
            .Fees.All.GroupBy(fee => (fee.Rule, fee.Day))
            .Select(group => new DayFees(
                group.Key.Rule,
                group.Key.Day,
                group.Aggregate(Rational.Zero, (sum, fee) => sum + fee.Amount)
            ));

    /// <summary>A clause that tells of several allowances tells of each by its place among them, in every cycle anew.</summary>
    private static void Summarise(AccountState state)
    {
        var places = new Dictionary<Place<Clause>, int>();
        foreach (var rule in state.Policy.Notices.Where(rule => rule.Summary))
            if (state.ChainOf(state.Policy.Covers.At(rule.Cover).Meter.Index) is { } chain)
                Summarise(
                    state,
                    rule,
                    chain,
                    places[rule.Clause] = places.GetValueOrDefault(rule.Clause) + 1
                );
    }

    private static void Summarise(AccountState state, Notify rule, CoverChain chain, int place)
    {
        var cover = state.Policy.Covers.At(rule.Cover);
        var unit = state.Policy.Meters.At(cover.Meter).Unit;
        var facts = new Facts(
            FactKind.CycleTotal,
            [
                new NamedFigure(NamedFigure.Cycle, $"{state.Cycle.FirstDay:yyyy-MM-dd}"),
                Printed.As(NamedFigure.Counted, chain.Counted, unit),
                Printed.As(NamedFigure.Included, chain.Covered, unit),
            ]
        );
        var cited = state.Cite(rule.Clause);
        // It is one of what the next cycle tells, which begins as it is said.
        var said = new Saying(cited.Clause.Slug, "cycle-summary", state.Cycle.To, place);
        state.Shared.Effects.Add(
            new Notice(state.Cycle.To, state.Profile.Account, cited, "cycle-summary", facts)
            {
                Said = said,
            }
        );
    }
}
