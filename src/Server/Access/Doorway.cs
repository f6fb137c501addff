using Evenhand.Core.Time;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>
/// Whoever stands before the console and is not signed in yet: a sealed cookie, for which the forms of the pages there carry a text, so
/// that no other site's page signs a browser in.
/// </summary>
/// <param name="seals">Seals cookie and forms.</param>
/// <param name="now">The present.</param>
internal sealed class Doorway(Seals seals, Func<Moment> now)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "evenhand-door";

    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private readonly SignedLink visits = new(seals.For("console door"));
    private readonly SignedLink forms = new(seals.For("console door form"));

    /// <summary>A text for the forms of the page that answers a request.</summary>
    public string FormToken(HttpContext context) =>
        forms.Make("", now() + Lasting, Find(context) ?? Begin(context));

    /// <summary>Whether a text was given to a form of this visit.</summary>
    public bool IsFormToken(HttpContext context, string token) =>
        Find(context) is { } visit && forms.TryRead(token, now(), out _, out var id) && id == visit;

    /// <summary>The visit is over: the session begins.</summary>
    public static void Leave(HttpContext context) =>
        context.Response.Cookies.Delete(Cookie, Sessions.Options(context, ReturnAddress.Home));

    private string? Find(HttpContext context) =>
        visits.TryRead(context.Request.Cookies[Cookie], now(), out _, out var id) ? id : null;

    private string Begin(HttpContext context)
    {
        var id = Guid.NewGuid().ToString("N");
        context.Response.Cookies.Append(
            Cookie,
            visits.Make("", now() + Lasting, id),
            Sessions.Options(context, ReturnAddress.Home)
        );
        return id;
    }
}
