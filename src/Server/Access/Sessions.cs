using Evenhand.Core.Time;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server.Routes;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>
/// Sessions of people who look at pages: a sealed text in a cookie, and nothing kept. A signed link begins one; it ends an
/// hour after it was last used, and using it renews it. Forms of its pages carry a text sealed for it.
/// </summary>
/// <param name="pages">Which pages they open.</param>
/// <param name="seals">Seals links and sessions.</param>
/// <param name="clock">The time.</param>
/// <param name="who">The key that somebody stands for; null where that may not look any more.</param>
/// <param name="stamp">What is another text once all of somebody's sessions were ended.</param>
/// <param name="isOver">Whether a session was ended before, as far as that is kept.</param>
internal sealed class Sessions(
    PagesFor pages,
    Seals seals,
    TimeProvider clock,
    Func<string, Key?> who,
    Func<string, string> stamp,
    Func<string, bool> isOver
)
{
    /// <summary>How long a link opens something, and a session goes on unused.</summary>
    public static readonly TimeSpan Lasting = SignInBook.SessionsLast;

    /// <summary>How long a form may lie open in a session that goes on.</summary>
    public static readonly TimeSpan FormsLast = TimeSpan.FromHours(12);

    /// <summary>How long what was done waits to be told on the next page.</summary>
    private static readonly TimeSpan SayingsLast = TimeSpan.FromMinutes(5);

    /// <summary>What a page's own script says of itself.</summary>
    public const string LiveField = "Evenhand-Live";

    /// <summary>Characters of the longest saying: a cookie holds no more.</summary>
    private const int LongestSaying = 400;

    private readonly SignedLink links = new(seals.For($"{pages} link"));
    private readonly SignedLink sessions = new(seals.For($"{pages} session"));
    private readonly SignedLink forms = new(seals.For($"{pages} form"));
    private readonly SignedLink sayings = new(seals.For($"{pages} said"));
    private readonly EndedSessions ended = new(() => Moment.Of(clock.GetUtcNow()), Lasting);

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
        if (
            !links.TryRead(context.Request.Query["link"], Now, out var subject, out _)
            || who(subject) is null
        )
            return false;
        Begin(context, subject, "link");
        return true;
    }

    /// <summary>Begins a session that none was before: what somebody put into the browser opens nothing of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="subject">The account, or the person.</param>
    /// <param name="way">How that showed who it is.</param>
    public void Begin(HttpContext context, string subject, string way) =>
        Keep(context, new PageSession(subject, Guid.NewGuid().ToString("N"), way));

    /// <summary>The key that whoever looks stands for, and the session is renewed; null where nobody is signed in.</summary>
    public Key? Find(HttpContext context)
    {
        if (!sessions.TryRead(context.Request.Cookies[cookie], Now, out var subject, out var what))
            return null;
        if (what.Split(' ') is not [{ Length: > 0 } id, var way, var stamped] || ended.Has(id))
            return null;
        // First who it is: that hears of what another process has just stored.
        if (who(subject) is not { } key || stamped != stamp(subject) || isOver(id))
            return null;
        Keep(context, new PageSession(subject, id, way));
        return key;
    }

    /// <summary>
    /// Whether the session of a request goes on, to be asked later. By itself it does for as long as sessions do unused: somebody who
    /// looks on comes back with a cookie that was renewed.
    /// </summary>
    public Func<bool> Watch(HttpContext context)
    {
        var (session, until) = (Of(context), Now + Lasting);
        var stamped = stamp(session.Subject);
        return () =>
            Now < until
            && !ended.Has(session.Id)
            && who(session.Subject) is not null
            && stamped == stamp(session.Subject)
            && !isOver(session.Id);
    }

    /// <summary>Ends the session of a request: no copy of its cookie opens anything any more.</summary>
    public void End(HttpContext context)
    {
        ended.Add(Of(context).Id);
        context.Response.Cookies.Delete(cookie, Options(context, path));
    }

    /// <summary>A text for the forms of a page: it shows that whoever sends one has seen a page of the same session.</summary>
    public string FormToken(HttpContext context)
    {
        var session = Of(context);
        return forms.Make(session.Subject, Now + FormsLast, session.Id);
    }

    /// <summary>Whether a text was given to the forms of this session.</summary>
    public bool IsFormToken(HttpContext context, string? token) =>
        forms.TryRead(token, Now, out var subject, out var id)
        && Of(context) is var session
        && (subject, id) == (session.Subject, session.Id);

    /// <summary>Leaves a sentence for the next page of this session.</summary>
    public void Say(HttpContext context, string words)
    {
        var said = words.Length > LongestSaying ? words[..LongestSaying] + "…" : words;
        context.Response.Cookies.Append(
            SaidCookie,
            sayings.Make(Of(context).Id, Now + SayingsLast, said),
            Options(context, path)
        );
    }

    /// <summary>The sentence that was left for this page, once; null for none.</summary>
    public string? TakeSaid(HttpContext context)
    {
        if (IsByItself(context) || context.Request.Cookies[SaidCookie] is not { } sealedWords)
            return null;
        context.Response.Cookies.Delete(SaidCookie, Options(context, path));
        return sayings.TryRead(sealedWords, Now, out var id, out var said) && id == Of(context).Id
            ? said
            : null;
    }

    private string SaidCookie => $"{cookie}-said";

    /// <summary>The session of a request that has passed the guard.</summary>
    public static PageSession Of(HttpContext context) =>
        context.Features.Get<PageSession>()
        ?? throw new InvalidOperationException("the request has no session of a page");

    private Moment Now => Moment.Of(clock.GetUtcNow());

    private void Keep(HttpContext context, PageSession session)
    {
        context.Features.Set(session);
        if (IsByItself(context))
            return;
        context.Response.Cookies.Append(
            cookie,
            sessions.Make(
                session.Subject,
                Now + Lasting,
                $"{session.Id} {session.Way} {stamp(session.Subject)}"
            ),
            Options(context, path)
        );
    }

    /// <summary>Whether a page asks by itself, and nobody who looks: that renews no session, or one that lies open would never end.</summary>
    private static bool IsByItself(HttpContext context) =>
        context.Request.Headers.ContainsKey(LiveField)
        || context.Request.Headers.Accept.Any(each => each == Media.Happening);

    /// <summary>
    /// How a cookie is kept. Strict: no other site's page can make a browser send it. It is not kept on disk, and goes over TLS
    /// where there is any.
    /// </summary>
    public static CookieOptions Options(HttpContext context, string path) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = path,
            IsEssential = true,
        };
}
