using Microsoft.AspNetCore.Http;

namespace Evenhand.Server;

/// <summary>Every request has an id: the sender's where it is a sane one, else ours. The answer tells it.</summary>
internal static class RequestIds
{
    public const string Field = "X-Request-Id";

    private const int Longest = 128;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier =
            context.Request.Headers[Field] is [{ } sent] && IsSane(sent)
                ? sent
                : Guid.CreateVersion7().ToString("N");
        Echo(context);
        return next(context);
    }

    /// <summary>Sets what every answer carries.</summary>
    public static void Echo(HttpContext context)
    {
        var fields = context.Response.Headers;
        fields[Field] = context.TraceIdentifier;
        fields.XContentTypeOptions = "nosniff";
        fields.CacheControl = "no-store";
    }

    /// <summary>Whether it can stand in a log and a field without harm.</summary>
    private static bool IsSane(string id) =>
        id.Length is > 0 and <= Longest
        && id.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.' or ':');
}
