using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Pages;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Drawing;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Sites;

/// <summary>Sends a page to a person's browser.</summary>
internal static class Html
{
    /// <summary>A page fetches its style sheet from here and nothing else; nothing in it runs, and no other site shows it.</summary>
    public const string Policy =
        $"default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'self'; {Nobody}";

    private const string Nobody = "frame-ancestors 'none'";

    /// <summary>Makes a page and sends it.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="parameters">What it shows.</param>
    public static Task SendAsync<TPage>(
        HttpContext context,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent => SendAsync<TPage>(context, Policy, parameters);

    /// <summary>Makes an element that pages of some origins show in a frame, and sends it.</summary>
    /// <typeparam name="TPage">The element.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="origins">The origins; no other page shows it.</param>
    /// <param name="parameters">What it shows.</param>
    public static Task SendFramedAsync<TPage>(
        HttpContext context,
        ImmutableArray<string> origins,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent =>
        SendAsync<TPage>(
            context,
            origins.IsEmpty
                ? Policy
                : Policy.Replace(
                    Nobody,
                    $"frame-ancestors {string.Join(' ', origins)}",
                    StringComparison.Ordinal
                ),
            parameters
        );

    /// <summary>Makes a page in which one of our own files may run, and sends it.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="parameters">What it shows.</param>
    public static Task SendWithScriptAsync<TPage>(
        HttpContext context,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent =>
        SendAsync<TPage>(context, $"{Policy}; script-src 'self'", parameters);

    /// <summary>Makes a page that follows what changes, and sends it: our own files may run in it, and fetch from us.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="parameters">What it shows.</param>
    public static Task SendLiveAsync<TPage>(
        HttpContext context,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent =>
        SendAsync<TPage>(context, $"{Policy}; script-src 'self'; connect-src 'self'", parameters);

    private static async Task SendAsync<TPage>(
        HttpContext context,
        string policy,
        (string Name, object? Value)[] parameters
    )
        where TPage : IComponent
    {
        var html = await Rendering.HtmlOf<TPage>(Visits.Of(context), parameters);
        var fields = context.Response.Headers;
        fields.ContentSecurityPolicy = policy;
        fields.CacheControl = "no-store";
        fields.XContentTypeOptions = "nosniff";
        fields["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = Media.Html;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>Opens a link: a session begins, and the page leads on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sessions">The sessions that the link is one of.</param>
    /// <param name="on">Where it leads on to.</param>
    /// <exception cref="RequestException">It is no link, or none any more.</exception>
    public static Task OpenAsync(HttpContext context, Sessions sessions, string on) =>
        sessions.TryOpen(context)
            // Not a redirect: a browser that comes from another site would not send the cookie along with that.
            ? SendAsync<OpenedPage>(context, (nameof(OpenedPage.On), on))
            : throw new RequestException(
                Code.NotFound,
                Language.Key(
                    "the link opens nothing, or not any more: ask for a fresh one where you found it"
                )
            );

    /// <summary>Leads on to a page of ours, which is asked for with GET.</summary>
    public static void Lead(HttpContext context, string to)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = to;
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Sends a paper that is kept as it was made; it holds its own style and nothing that runs.</summary>
    public static Task SendPaperAsync(HttpContext context, ReadOnlyMemory<byte> paper)
    {
        var fields = context.Response.Headers;
        fields.ContentSecurityPolicy = Browsers.Policy;
        fields.CacheControl = "no-store";
        fields.XContentTypeOptions = "nosniff";
        fields["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = Media.Html;
        return context.Response.Body.WriteAsync(paper, context.RequestAborted).AsTask();
    }

    /// <summary>A part of the address.</summary>
    public static string Value(HttpContext context, string name) =>
        (string)context.Request.RouteValues[name]!;

    /// <summary>Sends a file that pages refer to; opened by itself nothing in it runs or fetches.</summary>
    /// <param name="context">The request.</param>
    /// <param name="brand">The vendor's brand, which has files of its own.</param>
    public static Task SendAssetAsync(HttpContext context, Brand? brand)
    {
        var name = Value(context, "name");
        var asset = Asset.Find(name) ?? brand?.Find(name) ?? throw Refusal.Missing("file");
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.ContentType = asset.Media;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(asset.Content, context.RequestAborted).AsTask();
    }
}
