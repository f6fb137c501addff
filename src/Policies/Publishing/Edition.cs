using System.Collections.Immutable;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>What a page knows of its version beside the document: the other versions, the day, a promise that was not kept.</summary>
/// <param name="Today">The day on which the page is read.</param>
/// <param name="Versions">All published versions of the policy, in the order of their effective instants.</param>
/// <param name="Sooner">Why the version comes sooner than was promised; null where it does not.</param>
public sealed record Edition(
    Instant Today,
    ImmutableArray<EditionLink> Versions,
    SoonerNote? Sooner = null
)
{
    /// <summary>The version in force; null before the first is.</summary>
    public EditionLink? InForce => Versions.LastOrDefault(each => each.Effective <= Today);

    /// <summary>The version after one that took effect at an instant; null where there is none.</summary>
    public EditionLink? After(Instant effective) =>
        Versions.FirstOrDefault(each => each.Effective > effective);

    /// <summary>A version by its name; null where it is not published here.</summary>
    public EditionLink? Find(string version) =>
        Versions.FirstOrDefault(each => each.Version == version);

    /// <summary>What the page depends on, as a text: it differs where two pages of a document would.</summary>
    public string Key =>
        string.Join(
            '\n',
            [
                InForce?.Version ?? "",
                Sooner?.ToString() ?? "",
                .. Versions.Select(each => each.ToString()),
            ]
        );
}

/// <summary>Another version, and where its page is.</summary>
/// <param name="Version">The version.</param>
/// <param name="Effective">When it takes effect.</param>
/// <param name="Address">The address of its page, relative to the others'.</param>
public sealed record EditionLink(string Version, Instant Effective, string Address);

/// <summary>Why a version takes effect before the notice is over that was promised.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Promised">The notice that was promised, as it was written.</param>
/// <param name="ForExisting">When it takes effect for accounts from before.</param>
public sealed record SoonerNote(string Reason, string Promised, Instant ForExisting);
