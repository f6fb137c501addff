using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>The page that lists all pages of a folder.</summary>
public static class IndexPage
{
    /// <summary>The HTML of the list, in the order given.</summary>
    public static string Of(IEnumerable<PublishedPage> pages)
    {
        var html = new Html();
        Frame.Begin(html, "Fair-use policies", "The policies that are published here");
        html.Open("div", ("class", "page")).Line();
        html.Open("header").Say("h1", "Fair-use policies").End("header");
        html.Open("main", ("id", Frame.Main), ("tabindex", "-1")).Line();
        html.Open("ul", ("class", "cards")).Line();
        foreach (var page in pages)
            Card(html, page);
        html.End("ul").End("main").End("div");
        return Frame.End(html);
    }

    private static void Card(Html html, PublishedPage page)
    {
        var front = page.Policy.FrontMatter;
        var clauses = Wording.Count(page.Policy.Clauses.Length, "clause", "clauses");
        html.Open("li").Open("h2");
        html.Say("a", Page.TitleOf(page.Policy), ("href", page.FileName)).Close("h2");
        html.Say(
            "p",
            $"{front.Get("policy", "")} · version {front.Get("version", "")} · in force from {Wording.Of(front.Get("effective", default(Instant)))} · {clauses}"
        );
        html.End("li");
    }
}
