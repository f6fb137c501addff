using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>
/// Answers an ask from the state: every clause that the act meets tells what it leaves and, where that is too little,
/// gives a reason; the worst of them is the outcome. It changes nothing; the act's own event counts.
/// </summary>
internal static class Gatekeeper
{
    /// <summary>The answer to an act that is asked about. The state must have been advanced to the moment of the ask.</summary>
    /// <param name="state">The account.</param>
    /// <param name="ask">The ask.</param>
    /// <param name="id">Its id.</param>
    /// <param name="goingOn">How many such acts go on meanwhile, as an example may say.</param>
    public static Decision Decide(AccountState state, Event ask, string id, int goingOn = 0) =>
        Answer(state, ReservedAmounts.OfActs(state.Policy, goingOn), ask, id, out _);

    /// <summary>The answer beside what is held, with what is left of each bound that the act meets.</summary>
    public static Answer Answer(AccountState state, ReservedAmounts reserved, Event ask, string id)
    {
        var decision = Answer(state, reserved, ask, id, out var findings);
        return new Answer(decision, findings?.Bounds() ?? []);
    }

    private static Decision Answer(
        AccountState state,
        ReservedAmounts reserved,
        Event ask,
        string id,
        out Findings? findings
    )
    {
        findings = null;
        if (ask.Type is not { IsBuiltIn: false } type)
            return Unruled(state, ask, id);
        var most = state.Dispatch.ByType[type.Index].MostTouches;
        var asked = new Asked(
            Act.AskedAbout(state, ask),
            reserved,
            most <= Touches.OnStack ? stackalloc Touch[most] : new Touch[most]
        );
        Find(asked, findings = new Findings(state));
        var reasons = findings.Reasons();
        var outcome = reasons.IsEmpty ? Outcome.Allow : reasons.Max(reason => reason.Outcome);
        return new Decision(
            ask.Time,
            state.Profile.Account,
            id,
            outcome,
            reasons,
            ActGate.Tells(asked)
        );
    }

    /// <summary>The answer to an act that no rule speaks of; a suspension of the account denies one that nobody knows.</summary>
    private static Decision Unruled(AccountState state, Event ask, string id)
    {
        var reasons = SuspensionGate.Reasons(state, ask.Type);
        var outcome = reasons.IsEmpty ? Outcome.Allow : Outcome.Deny;
        return new Decision(ask.Time, state.Profile.Account, id, outcome, reasons, []);
    }

    private static void Find(in Asked asked, Findings findings)
    {
        foreach (var reason in SuspensionGate.Reasons(asked.State, asked.Event.Type))
            findings.Add(asked.State.Policy.PlaceOf(reason.Clause), reason);
        VaultGate.Find(asked, findings);
        ExportGate.Find(asked, findings);
        LimitGate.Find(asked, findings);
        CoverGate.Find(asked, findings);
        RatioGate.Find(asked, findings);
        BucketGate.Find(asked, findings);
        ConcurrencyGate.Find(asked, findings);
        ActGate.Find(asked, findings);
        RuleGate.Find(asked, findings);
        CapGate.Find(asked, findings);
        WalletGate.Find(asked, findings);
    }
}

/// <summary>The answer to a live ask.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Bounds">What is left of each bound that the act meets.</param>
public sealed record Answer(Decision Decision, ImmutableArray<BoundLeft> Bounds);
