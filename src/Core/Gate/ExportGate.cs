using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>Denies the asking for an export once the time for it is over, with the instant until which it could be asked for.</summary>
internal static class ExportGate
{
    /// <summary>Finds out whether it is too late.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        var state = asked.State;
        if (
            !asked.Act.Rules.Requests
            || state.ContractEnd == Moment.Never
            || state.ContractEnd + state.Policy.Export!.Within is var last && asked.Act.Time < last
        )
            return;
        var clause = state.Policy.Export!.Clause;
        findings.Add(
            clause,
            findings.Because(
                clause,
                Outcome.Deny,
                FactKind.ExportTooLate,
                new NamedFigure(NamedFigure.Until, $"{last.Instant}")
            )
        );
    }
}
