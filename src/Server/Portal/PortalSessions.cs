using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Portal;

/// <summary>
/// Sessions of an account's people: a sealed text in a cookie, and nothing kept. A session ends an hour after it was last
/// used; using it renews it.
/// </summary>
/// <param name="seals">Seals them.</param>
/// <param name="clock">The time.</param>
internal sealed class PortalSessions(Seals seals, TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "evenhand-portal";

    /// <summary>How long a link opens the portal, and a session goes on unused.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private readonly SignedLink links = new(seals.For("portal link"));
    private readonly SignedLink sessions = new(seals.For("portal session"));

    private Moment Now => Moment.Of(clock.GetUtcNow());

    /// <summary>A link to an account, and when it ends.</summary>
    public (string Link, Moment Until) LinkTo(string account)
    {
        var until = Now + Lasting;
        return (links.Make(account, until), until);
    }

    /// <summary>The account that a link opens; null where it opens none.</summary>
    public string? AccountOf(string? link) =>
        links.TryRead(link, Now, out var account, out _) ? account : null;

    /// <summary>Begins a session, or renews it.</summary>
    public void Begin(HttpContext context, string account) =>
        context.Response.Cookies.Append(
            Cookie,
            sessions.Make(account, Now + Lasting),
            Options(context)
        );

    /// <summary>
    /// Whoever looks, as if the account's own key had been shown, and the session is renewed; null where nobody is signed in.
    /// </summary>
    public Key? Find(HttpContext context)
    {
        if (!sessions.TryRead(context.Request.Cookies[Cookie], Now, out var account, out _))
            return null;
        Begin(context, account);
        return new Key($"portal:{account}", Role.Account, account, "portal", Now, Revoked: null);
    }

    // Strict: no other site's page can make a browser send it. It is not kept on disk, and goes over TLS where there is any.
    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/portal",
            IsEssential = true,
        };
}
