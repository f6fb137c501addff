using Evenhand.Pages;
using Evenhand.Server.Routes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Portal;

/// <summary>Sends a page to a person's browser.</summary>
internal static class Html
{
    /// <summary>A page fetches its style sheet from here and nothing else; nothing in it runs, and no other site shows it.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Makes a page and sends it.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="parameters">What it shows.</param>
    public static async Task SendAsync<TPage>(
        HttpContext context,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent
    {
        var html = await Rendering.HtmlOf<TPage>(parameters);
        var fields = context.Response.Headers;
        fields.ContentSecurityPolicy = Policy;
        fields.CacheControl = "no-store";
        fields.XContentTypeOptions = "nosniff";
        fields["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = Media.Html;
        await context.Response.WriteAsync(html, context.RequestAborted);
    }
}
