using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Lets a fold go on under a version from what an account is under another that counts alike, just before the first event of a cycle.
/// It changes what a fold costs, never what it comes to.
/// </summary>
internal static class TakingUp
{
    /// <summary>
    /// Up to where states are needed, that those of versions to come are there too that can be taken up. None can that held already for
    /// something that was folded.
    /// </summary>
    /// <param name="profile">The account.</param>
    /// <param name="known">So many of its versions have a state.</param>
    /// <param name="at">The first instant of which nothing was folded.</param>
    public static Moment Until(Profile profile, int known, Moment at)
    {
        var last = profile.Versions[known - 1];
        var until = profile.From(last);
        foreach (var version in profile.Versions[known..])
        {
            var from = profile.From(version);
            if (from < at || from <= until || !CountsAlike.Under(version, last))
                break;
            until = from;
        }
        return until;
    }

    /// <summary>The state of the account from which one under a version can go on; null where there is none.</summary>
    public static AccountState? SourceOf(PolicyVersion version, ReadOnlySpan<AccountState> states)
    {
        AccountState? alike = null;
        foreach (var state in states)
            if (ReferenceEquals(state.Policy, version))
                return state;
            else if (CountsAlike.Under(state.Policy, version))
                alike = state;
        return alike;
    }

    /// <summary>Lets a fold that was just opened go on from where another fold of the account stands, up to a cycle.</summary>
    /// <param name="fold">The fold: it takes no steps, so that nothing of what stands about the account passes.</param>
    /// <param name="other">The other, of which a state that counts alike is there for each of its versions.</param>
    public static void Over(AccountFold fold, AccountFold other)
    {
        var versions = other.Profile.Versions;
        var writer = new StateWriter();
        other.Shared.Exchange(writer, versions);
        fold.Shared.Exchange(writer.ReadBack(), versions);
        fold.Shared.Charged = null;
        foreach (var state in fold.States)
            Over(state, SourceOf(state.Policy, other.States)!);
        fold.TakeOverVault(other);
    }

    /// <summary>Lets the states of versions that a checkpoint did not know go on from the last that it knew.</summary>
    /// <param name="states">All states.</param>
    /// <param name="known">How many of them it knew.</param>
    /// <param name="runOuts">What ran out.</param>
    public static void Over(ReadOnlySpan<AccountState> states, int known, Viewing.RunOuts runOuts)
    {
        for (var place = known; place < states.Length; place++)
        {
            Over(states[place], states[known - 1]);
            var (policy, last) = (states[place].Policy, states[known - 1].Policy);
            foreach (var limit in policy.Limits)
                if (CountsAlike.GoesOn(policy, limit))
                    runOuts.TakeOver(policy.Version, last.Version, limit.Place);
        }
    }

    private static void Over(AccountState state, AccountState other)
    {
        var writer = new StateWriter();
        other.ExchangeLasting(writer);
        var reader = writer.ReadBack();
        state.ExchangeLasting(reader);
        reader.End();
    }
}
