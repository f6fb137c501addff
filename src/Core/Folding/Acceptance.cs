using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>An amendment that is accepted by going on: the first act after it took effect is recorded, once a version.</summary>
internal static class Acceptance
{
    /// <summary>Records that an act accepts the version that speaks, where a clause of it says so and none did before.</summary>
    public static void Note(AccountState state, string act, Moment time)
    {
        var (policy, shared) = (state.Policy, state.Shared);
        var from = state.Profile.From(policy);
        if (policy.AcceptedByUse.IsNone || from <= shared.AcceptedFrom || time >= state.Purge)
            return;
        shared.AcceptedFrom = from;
        // Who opened under a version has agreed to it, and need not be told.
        if (from <= state.Profile.Opened)
            return;
        var cited = state.Cite(policy.AcceptedByUse);
        var facts = new Facts(
            FactKind.Accepted,
            [
                new NamedFigure(NamedFigure.Act, act),
                new NamedFigure(NamedFigure.Text, policy.Version),
            ]
        );
        state.Say(
            new Notice(time, state.Profile.Account, cited, "policy-accepted", facts)
            {
                Said = new Saying(cited.Clause.Slug, $"accepted:{policy.Version}", from, 1),
            }
        );
    }
}
