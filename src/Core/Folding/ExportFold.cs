using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>The bulk export: every stored thing that is exported then counts one use.</summary>
internal static class ExportFold
{
    /// <summary>How an act is counted, by whoever has the order of that.</summary>
    public delegate void Counting(in Act act);

    /// <summary>Takes the request, or refuses it with the date until which it could be made.</summary>
    public static Fault? Apply(AccountState state, Event e, Counting count)
    {
        var rule = state.Policy.Export!;
        if (state.ContractEnd == Moment.Never && !rule.AtAnyTime)
            return Fault.Unmatched(FaultKind.ContractGoesOn);
        if (state.ContractEnd != Moment.Never && e.Time >= state.ContractEnd + rule.Within)
        {
            var date = (state.ContractEnd + rule.Within).Instant;
            Say(
                state,
                e,
                "export-refused",
                new Facts(FactKind.ExportTooLate, [new NamedFigure(NamedFigure.Until, $"{date}")])
            );
            return Fault.Unmatched(FaultKind.TooLateToExport);
        }
        var rules = state.Dispatch.ByType[rule.Use.Index];
        var use = new Event();
        use.Become(rule.Use, e.Time);
        var exported = 0;
        var things = state.Things[rule.Thing];
        foreach (var thing in things.Open.Where(thing => IsListed(state, things.Kind, thing)))
        {
            count(new Act(state, rules, use, thing));
            exported++;
        }
        Say(
            state,
            e,
            "export-started",
            new Facts(FactKind.ExportBegun, [Printed.As(NamedFigure.Count, exported, Unit.One)])
        );
        return null;
    }

    /// <summary>Whether a thing stands in the list: it is of those that are exported, and not in quarantine.</summary>
    private static bool IsListed(AccountState state, Thing kind, ThingEntry thing) =>
        Matching.All(state.Policy.Export!.Of, thing.Kept)
        && state.Shared.KeptOf(kind)?.IsQuarantined(thing.Name) != true;

    private static void Say(AccountState state, Event e, string what, Facts facts) =>
        state.Tell(state.Policy.Export!.Clause, what, facts, e.Time);
}
