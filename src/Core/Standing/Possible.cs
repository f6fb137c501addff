using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What the ladder allows on cases, and what stands against it.</summary>
internal static class Possible
{
    /// <summary>The kinds that can be proposed, from low to high.</summary>
    public static readonly ImmutableArray<StepKind> Kinds =
    [
        StepKind.Advised,
        StepKind.Warned,
        StepKind.Throttled,
        StepKind.Charged,
        StepKind.Suspended,
        StepKind.Terminated,
    ];

    /// <summary>What stands against a step of a kind.</summary>
    /// <param name="fold">The account.</param>
    /// <param name="id">The id of the step that it would be, which does not stand in its own way; empty for a new one.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="kind">What it would do.</param>
    /// <param name="time">When.</param>
    public static Unmet Unmet(
        StandingFold fold,
        string id,
        ImmutableArray<CaseEntry> cases,
        StepKind kind,
        Moment time
    )
    {
        var asked = new Proposal(id, kind, cases, false, default, null, null, time);
        var unmet = Conditions.Of(fold, asked);
        // The price is the proposer's to say: what counts here is whether there is something to charge.
        if (kind == StepKind.Charged && cases.Any(each => CanBeCharged(fold.Policy, each)))
            unmet &= ~Effects.Unmet.Charge;
        return unmet;
    }

    private static bool CanBeCharged(PolicyVersion policy, CaseEntry on) =>
        Restricting
            .ClausesOf(policy, on)
            .Any(clause => Restricting.LimitOf(policy, clause) is not null);
}
