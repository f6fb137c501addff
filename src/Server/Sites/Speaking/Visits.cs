using Evenhand.Languages;
using Evenhand.Pages;
using Evenhand.Pages.Figures;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Evenhand.Server.Sites.Speaking;

/// <summary>In which language somebody looks: the one that was chosen here, else the first of the browser's that there is.</summary>
internal static class Visits
{
    /// <summary>Holds the language that was chosen.</summary>
    public const string Cookie = "evenhand-language";

    /// <summary>The sites: where pages are said in every language.</summary>
    private static readonly string[] Spoken = ["/portal", "/notice", EmbedLinks.Page, "/console"];

    /// <summary>In a frame no cookie says what was chosen: its address may.</summary>
    private const string InAddress = "language";

    /// <summary>Who looks.</summary>
    public static Visit Of(HttpContext context)
    {
        var (request, say) = (context.Request, LanguageOf(context));
        var site = SiteOf(request);
        return site is null or EmbedLinks.Page
            ? new Visit(say, "/", [])
            : new Visit(
                say,
                HttpMethods.IsGet(request.Method) ? $"{request.Path}{request.QueryString}" : site,
                [.. Language.All.Where(each => each != say)]
            );
    }

    /// <summary>The language of a request.</summary>
    public static Language LanguageOf(HttpContext context) =>
        SiteOf(context.Request) is null ? Language.English
        : Language.Find(context.Request.Query[InAddress]) is { } asked ? asked
        : Language.Find(context.Request.Cookies[Cookie]) is { } chosen ? chosen
        : Preferred(context.Request);

    /// <summary>Whoever reads figures of no account in particular.</summary>
    public static Reader ReaderOf(HttpContext context) =>
        Reader.English with
        {
            Say = LanguageOf(context),
        };

    /// <summary>The same, who reads it now: what is of no account is read in UTC.</summary>
    public static Reader ReaderOf(HttpContext context, TimeProvider clock) =>
        ReaderOf(context) with
        {
            Now = Instant.FromDateTimeOffset(clock.GetUtcNow()),
        };

    /// <summary>The best of those that the browser's reader reads (RFC 9110, 12.5.4).</summary>
    private static Language Preferred(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.Where(each => each.Quality is not 0)
            .OrderByDescending(each => each.Quality ?? 1)
            .Select(each => Language.Find(each.Value.Value))
            .FirstOrDefault(each => each is not null)
        ?? Language.English;

    private static string? SiteOf(HttpRequest request) =>
        Array.Find(Spoken, each => request.Path.StartsWithSegments(each));
}
