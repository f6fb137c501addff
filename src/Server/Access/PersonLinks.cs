using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Evenhand.Core.Time;
using Evenhand.Node.People;

namespace Evenhand.Server.Access;

/// <summary>
/// Links by which a person signs in, once: an hour long, and until the person's sessions are ended or its password changes. Which
/// were used is kept by the ledger.
/// </summary>
/// <param name="seals">Seals them; the command line may make some beside a server, with the same keys.</param>
/// <param name="signIns">How persons sign in.</param>
/// <param name="now">The present.</param>
public sealed class PersonLinks(Seals seals, SignInBook signIns, Func<Moment> now)
{
    /// <summary>The page that they open.</summary>
    public const string Page = "/console/open";

    private readonly SignedLink links = new(seals.For("console link of a person"));

    /// <summary>Where a fresh link leads, from the server's root.</summary>
    /// <param name="person">The person.</param>
    /// <param name="until">The first instant at which it opens nothing any more.</param>
    public string AddressOf(string person, out Moment until)
    {
        until = now() + SignInBook.LinksLast;
        var what = $"{Guid.NewGuid():N} {Stamp(person)}";
        return $"{Page}?link={links.Make(person, until, what)}";
    }

    /// <summary>Reads one that is still good; of two who use it at once, one finds that it is not.</summary>
    internal bool TryRead(
        string? link,
        [NotNullWhen(true)] out string? person,
        [NotNullWhen(true)] out string? id
    )
    {
        id = null;
        if (
            !links.TryRead(link, now(), out person, out var what)
            || what.Split(' ') is not [var own, var stamp]
            || stamp != Stamp(person)
            || signIns.IsUsed(own)
        )
            return false;
        id = own;
        return true;
    }

    private string Stamp(string person) =>
        signIns.Of(person).Ended.ToString(CultureInfo.InvariantCulture);
}
