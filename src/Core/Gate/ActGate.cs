using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Gate;

/// <summary>Holds an act against the bounds of every single act, and tells those that are to be told.</summary>
internal static class ActGate
{
    /// <summary>Finds the bounds that the act fails, and of those with a figure what it is.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        foreach (var rule in asked.Act.Rules.Bounds)
        {
            if (!asked.Act.IsAmong(rule.Acts) || asked.IsExcepted(rule.Clause))
                continue;
            var fault =
                rule.Gate == Outcome.Allow ? null
                : BoundFold.Fault(asked.Act, rule) is { } why
                    ? findings.Because(rule.Clause, rule.Gate, why)
                : null;
            if (rule.Test is ActTest.AtMost test)
                Find(asked, rule, test, fault, findings);
            else if (fault is not null)
                findings.Add(rule.Clause, fault);
        }
    }

    /// <summary>The figures that the answer carries by name.</summary>
    public static ImmutableArray<(string, Quantity)> Tells(in Asked asked)
    {
        ImmutableArray<(string, Quantity)> tells = [];
        foreach (var rule in asked.Act.Rules.Bounds)
            if (
                rule is { Tells: { } name, Test: ActTest.AtMost test }
                && asked.Act.IsAmong(rule.Acts)
                && BoundFold.Most(asked.Act, rule, test) is { } most
            )
                tells = tells.Add(
                    (name, Printed.Of(most, asked.Act.Rules.Type.Fields[SlotOf(asked, test)].Unit!))
                );
        return tells;
    }

    private static void Find(
        in Asked asked,
        ActBound rule,
        ActTest.AtMost test,
        Reason? fault,
        Findings findings
    )
    {
        var slot = SlotOf(asked, test);
        if (slot < 0 || BoundFold.Most(asked.Act, rule, test) is not { } most)
            return;
        var value = asked.Event.Has(slot) ? asked.Event[slot] : 0;
        findings.Add(
            new Bound
            {
                Clause = rule.Clause,
                Gate = rule.Gate,
                Unit = asked.Act.Rules.Type.Fields[slot].Unit!,
                Amount = most,
                Left = most,
                Adds = value,
                Fails = value > most,
            },
            fault
        );
    }

    private static int SlotOf(in Asked asked, ActTest.AtMost test) =>
        asked.Act.Rules.Type.Slot(test.Field);
}
