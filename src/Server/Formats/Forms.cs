using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Server.Formats;

/// <summary>A form in which something can be had.</summary>
/// <param name="Name">Its name, as <c>?format=</c> takes it.</param>
/// <param name="Media">Its content type, without parameters.</param>
internal readonly record struct Form(string Name, string Media);

/// <summary>Which of several forms a request asks for: by <c>?format=</c>, else by <c>Accept</c>, else the first.</summary>
internal static class Forms
{
    public static readonly Form Json = new("json", "application/json");
    public static readonly Form Csv = new("csv", "text/csv");
    public static readonly Form Html = new("html", "text/html");
    public static readonly Form Text = new("text", "text/plain");
    public static readonly Form Lines = new("ndjson", "application/x-ndjson");
    public static readonly Form Tar = new("tar", "application/x-tar");

    /// <summary>The form that is asked for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asked">What format= says; null where it says nothing.</param>
    /// <param name="forms">Those that there are.</param>
    /// <exception cref="Node.RequestException">It is none of them.</exception>
    public static Form Of(HttpContext context, string? asked, params ReadOnlySpan<Form> forms)
    {
        context.Response.Headers.Vary = "Accept";
        if (asked is not null)
        {
            foreach (var form in forms)
                if (form.Name == asked)
                    return form;
            throw Refusal.Malformed($"format is one of {Names(forms)}", "?format");
        }
        return Accepted(context.Request, forms)
            ?? throw Refusal.Malformed(
                $"Accept takes nothing that there is: {Names(forms)} (also by ?format=)"
            );
    }

    private static Form? Accepted(HttpRequest request, ReadOnlySpan<Form> forms)
    {
        var wanted = request.GetTypedHeaders().Accept;
        if (wanted is null || wanted.Count == 0)
            return forms[0];
        foreach (var range in wanted.OrderByDescending(each => each.Quality ?? 1))
        foreach (var form in forms)
            if (
                range.Quality is not 0
                && new MediaTypeHeaderValue(form.Media).IsSubsetOf(Plain(range))
            )
                return form;
        return null;
    }

    /// <summary>The range without a charset and the like, which do not matter here.</summary>
    private static MediaTypeHeaderValue Plain(MediaTypeHeaderValue range) => new(range.MediaType);

    private static string Names(ReadOnlySpan<Form> forms)
    {
        var names = new List<string>();
        foreach (var form in forms)
            names.Add(form.Name);
        return string.Join(", ", names);
    }
}
