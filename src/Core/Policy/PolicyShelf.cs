using System.Collections.Frozen;
using System.Collections.Immutable;
using Evenhand.Core.Stream;
using NodaTime;

namespace Evenhand.Core.Policy;

/// <summary>The published versions of every policy, with the catalogue that they share.</summary>
public sealed class PolicyShelf
{
    private readonly FrozenDictionary<string, ImmutableArray<PolicyVersion>> versions;

    /// <summary>Makes a shelf of versions that were compiled against <paramref name="catalogue"/>.</summary>
    public PolicyShelf(Catalogue catalogue, IEnumerable<PolicyVersion> published)
    {
        Catalogue = catalogue;
        versions = published
            .GroupBy(version => version.Name)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderBy(version => version.Effective).ToImmutableArray()
            );
    }

    /// <summary>The catalogue of the shelf.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>Names of the policies, in ordinal order.</summary>
    public IEnumerable<string> Names => versions.Keys.Order(StringComparer.Ordinal);

    /// <summary>The versions of a policy in the order of their effective instants; empty when there is no such policy.</summary>
    public ImmutableArray<PolicyVersion> Versions(string policy) =>
        versions.GetValueOrDefault(policy, []);

    /// <summary>
    /// The place of the version in force at an instant for an account; before all of them, of the first that comes into
    /// force.
    /// </summary>
    /// <param name="versions">The versions, in the order of their effective instants.</param>
    /// <param name="at">The instant.</param>
    /// <param name="opened">When the account opened.</param>
    public static int InForce(ImmutableArray<PolicyVersion> versions, Instant at, Instant opened)
    {
        var place = 0;
        for (var i = 1; i < versions.Length && versions[i].Effective <= at; i++)
            if (versions[i].From(opened) <= at)
                place = i;
        return place;
    }
}
