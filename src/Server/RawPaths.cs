using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenhand.Server;

/// <summary>
/// Ids in addresses as they were sent. The server's framework decodes a path before it is cut into segments, and leaves
/// <c>%2F</c> as it is: the account <c>a/b</c> would have no address, and <c>a%2Fb</c> two. Here each segment is decoded by
/// itself, so that every id has one address, and every address one id.
/// </summary>
internal static class RawPaths
{
    /// <summary>Stands for a slash within a segment while routes are found: half of a character, which no text holds.</summary>
    private const char Slash = '\uD800';

    private const string Before = "Evenhand.PathBefore";

    /// <summary>Cuts the path anew where what it holds needs it. It stands before routing.</summary>
    public static Task CutAsync(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (IsAmbiguous(target) && Decode(target) is { } path)
        {
            context.Items[Before] = context.Request.Path;
            context.Request.Path = new PathString(path);
        }
        return next(context);
    }

    /// <summary>Gives the values of the route their slashes back. It stands after routing, and before anyone reads them.</summary>
    public static Task RestoreAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Items.TryGetValue(Before, out var before))
            return next(context);
        context.Request.Path = (PathString)before!;
        var values = context.Request.RouteValues;
        foreach (var (name, value) in values.ToArray())
            if (value is string text && text.Contains(Slash))
                values[name] = text.Replace(Slash, '/');
        return next(context);
    }

    private static bool IsAmbiguous(string target) =>
        target.StartsWith('/')
        && target.Contains('%')
        && (
            target.Contains("%2f", StringComparison.OrdinalIgnoreCase)
            || target.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            || target.Contains("%25", StringComparison.Ordinal)
        );

    /// <summary>The path with each segment decoded; null where it is none that we could read.</summary>
    private static string? Decode(string target)
    {
        var end = target.IndexOf('?');
        var segments = new List<string>();
        foreach (var raw in (end < 0 ? target : target[..end])[1..].Split('/'))
        {
            // Segments that climb were meant to be removed by whoever sent them; what is escaped is a name.
            if (raw == ".")
                continue;
            if (raw == "..")
            {
                if (segments.Count > 0)
                    segments.RemoveAt(segments.Count - 1);
                continue;
            }
            if (Percent.Decode(raw) is not { } name)
                return null;
            segments.Add(name.Replace('/', Slash));
        }
        return "/" + string.Join('/', segments);
    }
}
