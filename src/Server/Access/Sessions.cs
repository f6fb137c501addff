using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>
/// Sessions of people who look at pages: a sealed text in a cookie, and nothing kept. A signed link begins one; it ends an
/// hour after it was last used, and using it renews it.
/// </summary>
/// <param name="pages">Which pages they open.</param>
/// <param name="seals">Seals links and sessions.</param>
/// <param name="clock">The time.</param>
/// <param name="who">The key that somebody stands for; null where that may not look any more.</param>
internal sealed class Sessions(
    PagesFor pages,
    Seals seals,
    TimeProvider clock,
    Func<string, Key?> who
)
{
    /// <summary>How long a link opens something, and a session goes on unused.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private readonly SignedLink links = new(seals.For($"{pages} link"));
    private readonly SignedLink sessions = new(seals.For($"{pages} session"));

    /// <summary>The cookie's name.</summary>
    private readonly string cookie = $"evenhand-{pages.ToString().ToLowerInvariant()}";

    /// <summary>Where the pages are; the cookie goes nowhere else.</summary>
    private readonly string path = pages == PagesFor.Portal ? "/portal" : "/console";

    /// <summary>Where a link leads, from the server's root.</summary>
    public string AddressOf(string subject, out Moment until)
    {
        until = Now + Lasting;
        return $"{path}/open?link={links.Make(subject, until)}";
    }

    /// <summary>Begins the session that a link opens.</summary>
    /// <returns>Whether it opens one.</returns>
    public bool TryOpen(HttpContext context)
    {
        if (!links.TryRead(context.Request.Query["link"], Now, out var subject, out _))
            return false;
        if (who(subject) is null)
            return false;
        Begin(context, subject);
        return true;
    }

    /// <summary>The key that whoever looks stands for, and the session is renewed; null where nobody is signed in.</summary>
    public Key? Find(HttpContext context)
    {
        if (!sessions.TryRead(context.Request.Cookies[cookie], Now, out var subject, out _))
            return null;
        if (who(subject) is not { } key)
            return null;
        Begin(context, subject);
        return key;
    }

    private Moment Now => Moment.Of(clock.GetUtcNow());

    // Strict: no other site's page can make a browser send it. It is not kept on disk, and goes over TLS where there is any.
    private void Begin(HttpContext context, string subject) =>
        context.Response.Cookies.Append(
            cookie,
            sessions.Make(subject, Now + Lasting),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = path,
                IsEssential = true,
            }
        );
}
