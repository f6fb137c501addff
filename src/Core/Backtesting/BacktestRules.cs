using System.Collections.Concurrent;
using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;

namespace Evenhand.Core.Backtesting;

/// <summary>
/// Another version of a policy, to be tried on accounts: made once, used from many threads. Cycles of accounts begin at
/// few different instants, for each of which the rules are turned round once.
/// </summary>
/// <param name="other">The version, compiled against the catalogue of the policies in force.</param>
public sealed class BacktestRules(PolicyVersion other)
{
    /// <summary>Rules that are kept; beyond, all are made anew.</summary>
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<
        (PolicyVersion Of, Moment From, int Before),
        Rulebook
    > made = [];

    /// <summary>The version.</summary>
    public PolicyVersion Other => other;

    /// <summary>The account as if the version were in force from an instant on.</summary>
    internal (Rulebook Rules, Profile Profile) For(Profile profile, Moment from)
    {
        ImmutableArray<PolicyVersion> before =
        [
            .. profile.Versions.Where(version => profile.From(version) < from),
        ];
        if (made.Count >= MostKept)
            made.Clear();
        var rules = made.GetOrAdd(
            (profile.Versions[0], from, before.Length),
            _ => new Rulebook(
                new PolicyShelf(
                    other.Catalogue,
                    before.Append(other with { Effective = from.Instant, ForExisting = null })
                )
            )
        );
        return (rules, profile with { Versions = rules.Shelf.Versions(other.Name) });
    }
}
