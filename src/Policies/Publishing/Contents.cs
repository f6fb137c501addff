using System.Collections.Immutable;
using Evenhand.Policies.Reading;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Evenhand.Policies.Publishing;

/// <summary>A section with its clauses; the first may have no heading.</summary>
internal sealed record Section(string Slug, string Title, ImmutableArray<ClauseText> Clauses);

/// <summary>The table of contents: beside the text where there is room, folded above it where there is none.</summary>
internal static class Contents
{
    public static ImmutableArray<Section> Of(Document document)
    {
        var sections = ImmutableArray.CreateBuilder<Section>();
        sections.Add(new Section("", "", []));
        foreach (var heading in document.Markdown.OfType<HeadingBlock>())
        {
            var slug = heading.GetAttributes().Id ?? "";
            if (heading.Level == 2)
                sections.Add(new Section(slug, ProseReader.Words(heading.Inline), []));
            else if (heading.Level == 3 && document.Clause(slug) is { } clause)
                sections[^1] = sections[^1] with { Clauses = sections[^1].Clauses.Add(clause) };
        }
        return [.. sections.Where(section => section.Slug.Length + section.Clauses.Length > 0)];
    }

    public static void Side(Html html, ImmutableArray<Section> sections)
    {
        html.Open("nav", ("class", "side"), ("aria-label", "Contents")).Line();
        List(html, sections);
        html.End("nav");
    }

    public static void Top(Html html, ImmutableArray<Section> sections)
    {
        html.Open("nav", ("class", "top"), ("aria-label", "Contents")).Line();
        html.Open("details").Say("summary", "Contents").Line();
        List(html, sections);
        html.End("details").End("nav");
    }

    private static void List(Html html, ImmutableArray<Section> sections)
    {
        html.Open("ul").Line();
        foreach (var section in sections)
            if (section.Slug.Length == 0)
                Clauses(html, section.Clauses);
            else
            {
                html.Open("li").Say("a", section.Title, ("href", $"#{section.Slug}"));
                if (!section.Clauses.IsEmpty)
                {
                    html.Open("ul").Line();
                    Clauses(html, section.Clauses);
                    html.Close("ul");
                }
                html.End("li");
            }
        html.End("ul");
    }

    private static void Clauses(Html html, ImmutableArray<ClauseText> clauses)
    {
        foreach (var clause in clauses)
            html.Open("li").Say("a", clause.Title, ("href", $"#{clause.Slug}")).End("li");
    }
}
