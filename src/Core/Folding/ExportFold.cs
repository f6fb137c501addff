using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>The bulk export after the end of the contract: every stored thing then counts one use.</summary>
internal static class ExportFold
{
    /// <summary>How an act is counted, by whoever has the order of that.</summary>
    public delegate void Counting(in Act act);

    /// <summary>Takes the request, or refuses it with the date until which it could be made.</summary>
    public static Fault? Apply(AccountState state, Event e, Counting count)
    {
        var rule = state.Policy.Export!;
        if (state.ContractEnd == Moment.Never)
            return Fault.Unmatched(FaultKind.ContractGoesOn);
        var last = state.ContractEnd + rule.Within;
        if (e.Time >= last)
        {
            var date = last.Instant;
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
        foreach (var thing in state.Things[rule.Thing].Open)
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

    private static void Say(AccountState state, Event e, string what, Facts facts) =>
        state.Tell(state.Policy.Export!.Clause, what, facts, e.Time);
}
