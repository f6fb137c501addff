using Evenhand.Core.Effects;
using Evenhand.Core.Folding;

namespace Evenhand.Core.Gate;

/// <summary>Holds an act against the rules that look at its circumstances rather than at amounts.</summary>
internal static class RuleGate
{
    /// <summary>Finds the rules that stand against it; two that say the same are one.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        foreach (var gate in asked.Act.Rules.Gates)
            if (
                !asked.IsExcepted(gate.Clause)
                && asked.Act.IsAmong(gate.Acts)
                && asked.Act.IsUnder(gate.Circumstances)
            )
                findings.Add(
                    gate.Clause,
                    findings.Because(
                        gate.Clause,
                        gate.Outcome,
                        FactKind.Ruled,
                        new NamedFigure(NamedFigure.Text, gate.Message)
                    )
                );
    }
}
