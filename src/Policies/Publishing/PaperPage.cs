using System.Globalization;

namespace Evenhand.Policies.Publishing;

/// <summary>A paper as a page that needs nothing else, to be read on a screen and printed.</summary>
public static class PaperPage
{
    /// <summary>The language of what is quoted.</summary>
    private const string Policy = "en";

    /// <summary>The HTML.</summary>
    public static string Of(Paper paper)
    {
        var html = new Html();
        Frame.Begin(html, paper.Title, paper.Title, language: paper.Language, skip: paper.Skip);
        html.Open("div", ("class", "page")).Line();
        html.Open("main", ("id", Frame.Main), ("tabindex", "-1")).Line();
        html.Say("h1", paper.Title).Line();
        Names(html, paper.Facts);
        var number = 0;
        foreach (var section in paper.Sections)
            if (!section.Blocks.IsEmpty)
                Write(html, section, ++number, paper.Language);
        html.End("main");
        html.Open("footer").Say("p", paper.Foot).End("footer");
        html.End("div");
        return Frame.End(html);
    }

    private static void Write(Html html, PaperSection section, int number, string language)
    {
        var id = $"section.{number.ToString(CultureInfo.InvariantCulture)}";
        html.Open("section", ("aria-labelledby", id)).Line();
        html.Say("h2", section.Title, ("id", id)).Line();
        foreach (var block in section.Blocks)
            Write(html, block, language);
        html.End("section");
    }

    private static void Write(Html html, PaperBlock block, string language)
    {
        switch (block)
        {
            case PaperBlock.Heading heading:
                html.Say("h3", heading.Text).Line();
                break;
            case PaperBlock.Words words:
                html.Say("p", words.Text).Line();
                break;
            case PaperBlock.Points points:
                html.Open("ul").Line();
                foreach (var item in points.Items)
                    html.Say("li", item).Line();
                html.End("ul");
                break;
            case PaperBlock.Names names:
                Names(html, names.Items);
                break;
            case PaperBlock.Quote quote:
                Quoted(html, quote.Text, language);
                break;
            default:
                throw new InvalidOperationException($"no block of a paper: {block}");
        }
    }

    private static void Names(Html html, IEnumerable<(string Name, string Words)> items)
    {
        html.Open("dl", ("class", "facts")).Line();
        foreach (var (name, words) in items)
            html.Open("div").Say("dt", name).Say("dd", words).End("div");
        html.End("dl");
    }

    private static void Quoted(Html html, string text, string language)
    {
        if (language == Policy)
            html.Open("blockquote").Line();
        else
            html.Open("blockquote", ("lang", Policy)).Line();
        foreach (var paragraph in text.Split("\n\n"))
        {
            html.Open("p");
            var lines = paragraph.Split('\n');
            for (var i = 0; i < lines.Length; i++)
                html.Made(i == 0 ? "" : "<br>").Say(lines[i]);
            html.End("p");
        }
        html.End("blockquote");
    }
}
