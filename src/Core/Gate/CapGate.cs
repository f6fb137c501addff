using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Gate;

/// <summary>
/// Holds an act against the customer's own limit. While it is reached only its clause is cited; otherwise the clause that
/// keeps paused automations paused.
/// </summary>
internal static class CapGate
{
    /// <summary>Finds what the limit leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        if (asked.State.Cap is not { } cap || asked.State.Policy.Cap is not { } rule)
            return;
        var slot = asked.Act.Rules.AutomationSlot;
        var paused = slot >= 0 && asked.Event.Has(slot) && cap.IsPaused(asked.Event[slot]);
        var reserved = asked.Reserved.OfAll(asked.State.Policy.Covers.At(rule.Cover).Meter);
        var reached =
            !asked.IsExcepted(rule.Clause)
            && (cap.WasReached || CapFold.IsReached(asked.State, rule, reserved));
        var outcome = OutcomeOf(asked, rule, paused);
        if (outcome != Outcome.Allow)
            Find(asked, rule, outcome, reached, reserved, findings);
        if (!reached && paused && !asked.IsExcepted(rule.Pause!.Clause))
            findings.Add(
                rule.Pause.Clause,
                findings.Because(rule.Pause.Clause, Outcome.Deny, FactKind.Paused)
            );
    }

    private static void Find(
        in Asked asked,
        Cap rule,
        Outcome outcome,
        bool reached,
        Int128 reserved,
        Findings findings
    )
    {
        var (state, cap) = (asked.State, asked.State.Cap!);
        if (
            asked.IsExcepted(rule.Clause)
            || cap.Limit is not { } set
            || !reached && rule.NotOnPlans.Contains(state.Plan.Current)
        )
            return;
        var (limit, used) = (set + cap.Lift, CapFold.Charged(state, rule));
        var bound = new Bound
        {
            Clause = rule.Clause,
            Gate = outcome == Outcome.Warn && asked.Event.Acknowledged ? Outcome.Allow : outcome,
            Unit = state.Policy.Meters.At(state.Policy.Covers.At(rule.Cover).Meter).Unit,
            Amount = (decimal)limit,
            Left = reached ? 0 : (decimal)(limit - used - reserved),
            // The limit stops acts once it is reached, whatever the one that reaches it adds.
            Adds = 1,
            Fails = reached,
            IsSpent = true,
            Resets = state.Cycle.To,
        };
        findings.Add(bound, bound.StandsAgainst ? TooMuch(findings, bound, limit, used) : null);
    }

    private static Outcome OutcomeOf(in Asked asked, Cap rule, bool paused)
    {
        if (paused)
            return Outcome.Deny;
        if (asked.Act.IsAmong(rule.Automated))
            return rule.AutomatedOutcome;
        return asked.Act.IsAmong(rule.Others) ? rule.OthersOutcome : Outcome.Allow;
    }

    private static Reason TooMuch(Findings findings, in Bound bound, Int128 limit, Int128 used) =>
        findings.Because(
            bound.Clause,
            bound.Gate,
            FactKind.OwnLimitReached,
            Printed.As(NamedFigure.Used, used, bound.Unit),
            Printed.As(NamedFigure.Limit, limit, bound.Unit)
        ) with
        {
            Resets = bound.Resets,
        };
}
