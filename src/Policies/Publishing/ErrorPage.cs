namespace Evenhand.Policies.Publishing;

/// <summary>The page that a person sees instead of one that is not there.</summary>
public static class ErrorPage
{
    /// <summary>The HTML.</summary>
    /// <param name="title">What is wrong, in a few words.</param>
    /// <param name="detail">More of it, as half a sentence without a full stop.</param>
    /// <param name="request">The id under which the log tells of it.</param>
    public static string Of(string title, string detail, string request)
    {
        var html = new Html();
        Frame.Begin(html, title, "This page cannot be shown");
        html.Open("div", ("class", "page")).Line();
        html.Open("header").Say("h1", title).End("header");
        html.Open("main", ("id", Frame.Main), ("tabindex", "-1")).Line();
        html.Say("p", $"{char.ToUpperInvariant(detail[0])}{detail[1..]}.").Line();
        html.Open("p").Say("a", "All policies that are published here", ("href", "/policies"));
        html.End("p");
        html.Open("p", ("class", "note")).Say("The id of this request is ");
        html.Say("code", request).Say(".").End("p");
        html.End("main").End("div");
        return Frame.End(html);
    }
}
