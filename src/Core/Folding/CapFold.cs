using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Watches the customer's own limit: when it comes to be reached, automations are paused and it is told.</summary>
internal static class CapFold
{
    /// <summary>Notes whether the limit is reached after what just happened.</summary>
    public static void Check(AccountState state, Moment time)
    {
        if (state.Cap is not { } cap || state.Policy.Cap is not { } rule)
            return;
        if (cap.Note(IsReached(state, rule, 0)) is not { } paused)
            return;
        var unit = state.Policy.Meters.At(state.Policy.Covers.At(rule.Cover).Meter).Unit;
        var limit = Printed.As(NamedFigure.Limit, cap.Limit!.Value + cap.Lift, unit);
        state.Tell(
            rule.Clause,
            "limit-reached",
            new Facts(FactKind.OwnLimitReached, [limit]),
            time
        );
        if (rule.Pause is { } pause && paused > 0)
            state.Tell(
                pause.Clause,
                "automation-paused",
                new Facts(
                    FactKind.AutomationsPaused,
                    [Printed.As(NamedFigure.Count, paused, Unit.One)]
                ),
                time
            );
    }

    /// <summary>What counts against the limit: what the allowance was offered in this cycle, drawn or paid.</summary>
    public static Int128 Charged(AccountState state, Cap rule)
    {
        foreach (var chain in state.Chains)
        foreach (var link in chain.Links)
            if (link.Cover.Place == rule.Cover)
                return link.Offered;
        return 0;
    }

    /// <summary>Whether the limit is reached when so much is held beside what counts.</summary>
    public static bool IsReached(AccountState state, Cap rule, Int128 reserved) =>
        state.Cap!.Limit is { } limit
        && !rule.NotOnPlans.Contains(state.Plan.Current)
        && Charged(state, rule) + reserved >= limit + state.Cap.Lift;
}
