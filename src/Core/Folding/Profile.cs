using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>What an account is from its opening on.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Opened">When it opened, in ticks.</param>
/// <param name="Currency">What it is billed in, ISO 4217.</param>
/// <param name="Calendar">Its days and cycles.</param>
/// <param name="Plan">The name of the plan it was opened with; empty for none.</param>
/// <param name="Attributes">A bit per slot of the opening event whose flag is true.</param>
/// <param name="Versions">The versions of its policy, in the order of their effective instants.</param>
internal sealed record Profile(
    string Account,
    long Opened,
    string Currency,
    Calendar Calendar,
    string Plan,
    uint Attributes,
    ImmutableArray<PolicyVersion> Versions
)
{
    /// <summary>The version in force at an instant.</summary>
    public PolicyVersion InForce(long time) =>
        Versions[PolicyShelf.InForce(Versions, Instant.FromUnixTimeTicks(time))];

    /// <summary>The place of its first plan in a version; -1 when the version has none.</summary>
    public int PlanIn(PolicyVersion policy)
    {
        for (var place = 0; place < policy.Plans.Length; place++)
            if (policy.Plans[place].Name == Plan)
                return place;
        return policy.DefaultPlan;
    }
}
