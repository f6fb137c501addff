using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Gate;

/// <summary>Tells what is left of the allowances that an act would draw from. They deny nothing.</summary>
internal static class CoverGate
{
    /// <summary>Finds what each allowance leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        for (var i = 0; i < asked.Touches.Length; i++)
        {
            var touch = asked.Touches[i];
            if (
                touch.Kind != TouchKind.Flow
                || asked.State.ChainOf(touch.Place) is not { } chain
                || asked.Adds(i) is not { } adds
            )
                continue;
            foreach (var link in chain.Links)
                if (
                    link.Cover is Allowance { Drawing: Drawing.InOrder } allowance
                    && CoverFold.Applies(asked.Act, link)
                )
                    Find(asked, link, allowance, touch, adds, findings);
        }
    }

    private static void Find(
        in Asked asked,
        Allowances.CoverState link,
        Allowance allowance,
        in Touch touch,
        Int128 adds,
        Findings findings
    )
    {
        var left =
            CoverFold.LeftOf(asked.State, link, allowance, touch.Key, asked.Time)
            - asked.Reserved.Of(allowance, touch.Key);
        findings.Add(
            new Bound
            {
                Clause = allowance.Clause,
                Gate = Outcome.Allow,
                Unit = asked.State.Policy.Meters.At(touch.Meter).Unit,
                Amount = (decimal)CoverFold.Size(asked.State, allowance, asked.Time),
                Left = (decimal)Int128.Max(0, left),
                Adds = (decimal)adds,
                Fails = false,
                IsSpent = true,
                Resets = asked.State.Cycle.To,
            }
        );
    }
}
