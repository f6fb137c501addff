using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>The page that lists all pages of a folder.</summary>
public static class IndexPage
{
    /// <summary>The HTML of the list, in the order given.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="today">The day on which it is read; null where that is not known.</param>
    public static string Of(IEnumerable<PublishedPage> pages, Instant? today = null)
    {
        var html = new Html();
        Frame.Begin(html, "Fair-use policies", "The policies that are published here");
        html.Open("div", ("class", "page")).Line();
        html.Open("header").Say("h1", "Fair-use policies").End("header");
        html.Open("main", ("id", Frame.Main), ("tabindex", "-1")).Line();
        html.Open("ul", ("class", "cards")).Line();
        foreach (var page in pages)
            Card(html, page, today);
        html.End("ul").End("main").End("div");
        return Frame.End(html);
    }

    private static void Card(Html html, PublishedPage page, Instant? today)
    {
        var front = page.Policy.FrontMatter;
        var effective = front.Get("effective", default(Instant));
        var from = effective > today ? "not yet in force, takes effect on" : "in force from";
        var clauses = Wording.Count(page.Policy.Clauses.Length, "clause", "clauses");
        html.Open("li").Open("h2");
        html.Say("a", Page.TitleOf(page.Policy), ("href", page.FileName)).Close("h2");
        html.Say(
            "p",
            $"{front.Get("policy", "")} · version {front.Get("version", "")} · {from} {Wording.Of(effective)} · {clauses}"
        );
        html.End("li");
    }
}
