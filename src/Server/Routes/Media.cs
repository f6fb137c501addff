using Evenhand.Node.Refusals;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Routes;

/// <summary>Content types of bodies.</summary>
internal static class Media
{
    public const string Json = "application/json";
    public const string Event = "application/cloudevents+json";
    public const string Events = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";
    public const string Markdown = "text/markdown";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Bytes = "application/octet-stream";
    public const string Html = "text/html; charset=utf-8";
    public const string Happening = "text/event-stream";

    /// <summary>The one of several content types that a body has; parameters such as a charset do not matter.</summary>
    /// <exception cref="RequestException">It has another, or none.</exception>
    public static string Of(HttpRequest request, params ReadOnlySpan<string> taken)
    {
        var type = (request.ContentType ?? "").AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        foreach (var each in taken)
            if (type.Equals(each, StringComparison.OrdinalIgnoreCase))
                return each;
        throw Refusal.WrongType($"the body should be {string.Join(" or ", taken.ToArray())}");
    }
}
