using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Time;

namespace Evenhand.Server.Access;

/// <summary>
/// Links that are mailed to a recipient of an account and open its portal once, for a quarter of an hour. Which were used is kept in
/// memory alone, and so a link opens nothing once the server that made it has stopped.
/// </summary>
/// <param name="seals">Seals them.</param>
/// <param name="now">The present.</param>
internal sealed class MailedLinks(Seals seals, Func<Moment> now)
{
    /// <summary>Where a link is asked for.</summary>
    public const string Page = "/portal/sign-in";

    /// <summary>The page that a link opens.</summary>
    public const string LinkPage = Page + "/open";

    /// <summary>How long a link opens something.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(15);

    private readonly SignedLink links = new(seals.For("mailed link of an account"));
    private readonly string start = Guid.NewGuid().ToString("N");
    private readonly EndedSessions used = new(now, Lasting);

    /// <summary>Where a fresh link leads, from the server's root.</summary>
    /// <param name="account">The account.</param>
    /// <param name="recipient">The id of the recipient to whom it goes.</param>
    /// <param name="until">The first instant at which it opens nothing any more.</param>
    public string AddressOf(string account, string recipient, out Moment until)
    {
        until = now() + Lasting;
        var what = $"{start} {Guid.NewGuid():N} {recipient}";
        return $"{LinkPage}?link={links.Make(account, until, what)}";
    }

    /// <summary>Reads one that is still good, and uses nothing up.</summary>
    public bool TryRead(
        string? link,
        [NotNullWhen(true)] out string? account,
        [NotNullWhen(true)] out string? recipient
    ) => TryRead(link, out account, out recipient, out var id) && !used.Has(id);

    /// <summary>Reads one that is still good and uses it up: of two who do so at once, one finds that it is not.</summary>
    public bool TryUse(
        string? link,
        [NotNullWhen(true)] out string? account,
        [NotNullWhen(true)] out string? recipient
    ) => TryRead(link, out account, out recipient, out var id) && used.TryAdd(id);

    private bool TryRead(
        string? link,
        [NotNullWhen(true)] out string? account,
        [NotNullWhen(true)] out string? recipient,
        [NotNullWhen(true)] out string? id
    )
    {
        (recipient, id) = (null, null);
        if (
            !links.TryRead(link, now(), out account, out var what)
            || what.Split(' ', 3) is not [var made, var own, var whose]
            || made != start
        )
            return false;
        (recipient, id) = (whose, own);
        return true;
    }
}
