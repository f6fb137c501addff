using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>Denies what is suspended, citing the clause of the ladder.</summary>
internal static class SuspensionGate
{
    /// <summary>The suspensions that stand against an act.</summary>
    /// <param name="state">The account.</param>
    /// <param name="act">The act; null for one that the catalogue does not know.</param>
    public static ImmutableArray<Reason> Reasons(AccountState state, EventType? act)
    {
        if (state.Shared.Restrictions?.Suspensions is not [_, ..] suspensions)
            return [];
        return
        [
            .. suspensions
                .Where(suspended => suspended.Denies(act))
                .Select(suspended => new Reason(
                    Outcome.Deny,
                    suspended.Cited,
                    new Facts(FactKind.Suspended, [])
                )
                {
                    Step = suspended.Step,
                }),
        ];
    }
}
