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

    /// <summary>How long whoever showed the first factor may take for the second.</summary>
    public static readonly TimeSpan HalvesLast = TimeSpan.FromMinutes(5);

    private readonly SignedLink visits = new(seals.For("console door"));
    private readonly SignedLink forms = new(seals.For("console door form"));
    private readonly SignedLink halves = new(seals.For("console door half"));

    /// <summary>What tells a visit from others; one begins where there was none.</summary>
    public string VisitOf(HttpContext context) => Find(context) ?? Begin(context);

    /// <summary>A text for the forms of the page that answers a request.</summary>
    public string FormToken(HttpContext context) =>
        forms.Make("", now() + Lasting, VisitOf(context));

    /// <summary>Whether a text was given to a form of this visit.</summary>
    public bool IsFormToken(HttpContext context, string token) =>
        Find(context) is { } visit && forms.TryRead(token, now(), out _, out var id) && id == visit;

    /// <summary>A text that says that whoever visits showed the first of two factors.</summary>
    /// <param name="context">The request; a visit begins with it where there was none.</param>
    /// <param name="person">The person.</param>
    /// <param name="way">How the person showed who it is.</param>
    /// <param name="stamp">What is another text once the person's sessions were ended.</param>
    public string HalfOf(HttpContext context, string person, string way, string stamp) =>
        halves.Make(person, now() + HalvesLast, $"{VisitOf(context)} {way} {stamp}");

    /// <summary>Reads such a text, in the same visit.</summary>
    public bool TryReadHalf(
        HttpContext context,
        string half,
        out string person,
        out string way,
        out string stamp
    )
    {
        (person, way, stamp) = ("", "", "");
        if (
            !halves.TryRead(half, now(), out var who, out var what)
            || what.Split(' ') is not [var visit, var by, var stamped]
            || visit != Find(context)
        )
            return false;
        (person, way, stamp) = (who, by, stamped);
        return true;
    }

    /// <summary>The visit is over: the session begins.</summary>
    public static void Leave(HttpContext context) =>
        context.Response.Cookies.Delete(Cookie, Sessions.Options(context, ReturnAddress.Home));

    private string? Find(HttpContext context) =>
        context.Items.TryGetValue(Cookie, out var begun) ? (string?)begun
        : visits.TryRead(context.Request.Cookies[Cookie], now(), out _, out var id) ? id
        : null;

    private string Begin(HttpContext context)
    {
        var id = Guid.NewGuid().ToString("N");
        context.Items[Cookie] = id;
        context.Response.Cookies.Append(
            Cookie,
            visits.Make("", now() + Lasting, id),
            Sessions.Options(context, ReturnAddress.Home)
        );
        return id;
    }
}
