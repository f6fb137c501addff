using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Filling;

/// <summary>Addresses of pages and their forms, as the pages write them.</summary>
internal static class PageAddress
{
    /// <summary>A pattern with its parts filled in.</summary>
    /// <param name="pattern">The pattern of a route.</param>
    /// <param name="value">What stands in place of a name.</param>
    public static string Of(string pattern, Func<string, string> value) =>
        string.Join(
            '/',
            pattern
                .Split('/')
                .Select(part =>
                    part is ['{', .., '}'] ? Uri.EscapeDataString(value(part[1..^1])) : part
                )
        );

    /// <summary>Where people reach the server: as is set, else as this request did; without a slash at its end.</summary>
    public static string RootOf(HttpContext context, Uri? publicUrl) =>
        publicUrl?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The address of a request, as the page that leads to it writes it.</summary>
    public static string Of(HttpContext context) =>
        Of(
            ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!,
            name => Html.Value(context, name)
        );
}
