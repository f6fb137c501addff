using Evenhand.Pages.Drawing;
using Evenhand.Pages.Embed;
using Evenhand.Policies.Publishing;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites;
using Evenhand.Server.Sites.Embed;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Http;
using Html = Evenhand.Server.Sites.Html;

namespace Evenhand.Server.Problems;

/// <summary>Whether a person looks at an answer: then what is wrong is a page, not an object.</summary>
internal static class Browsers
{
    /// <summary>What programs call, whatever they say that they read.</summary>
    private static readonly string[] Programs = ["/v1", "/api", "/health", "/metrics"];

    /// <summary>Where pages have forms.</summary>
    private static readonly string[] Sites = ["/portal", "/console", "/notice"];

    /// <summary>Whether the request is for a page.</summary>
    public static bool Asks(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsForm(request))
        && !Array.Exists(Programs, each => request.Path.StartsWithSegments(each))
        && request.Headers.Accept.Any(each =>
            each?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true
        );

    /// <summary>Whether it comes from a form of a page.</summary>
    private static bool IsForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && Array.Exists(Sites, each => request.Path.StartsWithSegments(each));

    /// <summary>Answers with a page.</summary>
    public static async Task WriteAsync(HttpContext context, string title, string detail)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FramedBy>() is { } framed)
        {
            await Html.SendFramedAsync<EndedElement>(
                context,
                framed.Origins,
                (nameof(EndedElement.Detail), detail)
            );
            return;
        }
        if (Visits.Of(context) is { Others.Length: > 0 })
        {
            await Html.SendAsync<ProblemPage>(
                context,
                (nameof(ProblemPage.Title), title),
                (nameof(ProblemPage.Detail), detail),
                (nameof(ProblemPage.Request), context.TraceIdentifier)
            );
            return;
        }
        var html = ErrorPage.Of(title, detail, context.TraceIdentifier);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = Media.Html;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>Pages hold their own style and nothing that runs.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
}
