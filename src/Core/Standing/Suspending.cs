using System.Collections.Immutable;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Standing;

/// <summary>Which acts a suspension denies.</summary>
internal static class Suspending
{
    /// <summary>What a case may suspend by its clause; null where its clause does not say.</summary>
    public static Suspension? Of(PolicyVersion policy, CaseEntry of) =>
        policy
            .Reportable.FirstOrDefault(each => policy.Clauses.At(each.Clause).Id == of.Clause)
            ?.Suspension;

    /// <summary>The acts, as asked or as the clauses of the cases name them; empty for the account as a whole.</summary>
    public static ImmutableArray<string> Acts(PolicyVersion policy, Proposal asked)
    {
        if (asked.Kind != StepKind.Suspended)
            return [];
        return asked.Suspends.IsDefault ? Named(policy, asked.Cases) : asked.Suspends;
    }

    /// <summary>Whether what is asked can be suspended: acts of the catalogue that take something, within those that the cases name.</summary>
    public static bool IsFine(PolicyVersion policy, Proposal asked)
    {
        if (asked.Suspends.IsDefault)
            return true;
        if (asked.Kind != StepKind.Suspended || asked.Suspends.IsEmpty)
            return false;
        var named = Named(policy, asked.Cases);
        return asked.Suspends.All(act =>
            policy.Catalogue.Type(act) is { TakesNothing: false }
            && (named.IsEmpty || named.Contains(act))
        );
    }

    /// <summary>The acts that the clauses of all cases name together; empty where one of them names none.</summary>
    private static ImmutableArray<string> Named(
        PolicyVersion policy,
        ImmutableArray<CaseEntry> cases
    )
    {
        var suspensions = cases.Select(each => Of(policy, each)).ToArray();
        return suspensions.All(each => each is { IsOfAccount: false })
            ? [.. suspensions.SelectMany(each => each!.Acts).Select(act => act.Name).Distinct()]
            : [];
    }
}
