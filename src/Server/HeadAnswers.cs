using Microsoft.AspNetCore.Http;

namespace Evenhand.Server;

/// <summary>
/// Answers HEAD as GET would be (RFC 9110, 9.3.2): routes see GET, with its row of who may call it, and the connection, which
/// knows better, leaves the body out.
/// </summary>
internal static class HeadAnswers
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsHead(context.Request.Method) ? AsGetAsync(context, next) : next(context);

    /// <summary>Whether only the head of an answer is wanted.</summary>
    public static bool Wanted(HttpContext context) =>
        context.Items.ContainsKey(typeof(HeadAnswers));

    /// <summary>The methods of an address that takes GET.</summary>
    public static void Allow(HttpResponse response)
    {
        var allowed = response.Headers.Allow.ToString();
        if (allowed.Split(", ").Contains(HttpMethods.Get))
            response.Headers.Allow = $"{allowed}, {HttpMethods.Head}";
    }

    private static async Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        context.Request.Method = HttpMethods.Get;
        context.Items[typeof(HeadAnswers)] = method;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }
}
