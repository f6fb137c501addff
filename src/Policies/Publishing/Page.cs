using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using Markdig.Extensions.Yaml;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>A policy as one page that needs nothing else: what stands on it, and in which order.</summary>
public sealed class Page
{
    private readonly TypedPolicy policy;
    private readonly Edition? edition;
    private readonly Document document;
    private readonly Html html = new();
    private readonly Prose prose;
    private readonly int shift;
    private bool inSection;

    private Page(TypedPolicy policy, Edition? edition)
    {
        (this.policy, this.edition) = (policy, edition);
        document = policy.Draft.Document;
        // Clauses before any section would leave out a rank of headings.
        shift = document
            .Markdown.OfType<HeadingBlock>()
            .FirstOrDefault(each => each.Level is 2 or 3)
            is { Level: 3 }
            ? -1
            : 0;
        var running = document
            .Clauses.SelectMany(clause => clause.Blocks)
            .Select(each => each.Fence);
        prose = new Prose(html, new Figures(policy), running, shift);
    }

    /// <summary>The HTML of a policy without problems. The same policy gives the same text.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="edition">What is known of its other versions; null for nothing.</param>
    public static string Of(CheckedPolicy policy, Edition? edition = null) =>
        new Page(policy.Policy, edition).Write();

    /// <summary>The title of a policy: its first heading, else its name.</summary>
    public static string TitleOf(TypedPolicy policy) =>
        policy.Draft.Document.Title is { Length: > 0 } title
            ? title
            : policy.FrontMatter.Get("policy", "");

    private string Write()
    {
        var title = TitleOf(policy);
        var contents = Contents.Of(document);
        if (AllFigures.Any(policy))
            contents = contents.Add(new Section(AllFigures.Slug, AllFigures.Title, []));
        var version = policy.FrontMatter.Get("version", "");
        Frame.Begin(html, title, $"{title}, version {version}", $"{title} · version {version}");
        html.Open("div", ("class", "page columns")).Line();
        html.Open("header", ("class", "lead")).Line();
        html.Say("h1", title).Line();
        if (edition is not null)
            new Standing(html, policy, edition).Write();
        Facts.Write(html, policy, edition);
        html.End("header");
        Contents.Side(html, contents);
        html.Open("div", ("class", "lead")).Line();
        Contents.Top(html, contents);
        html.Open("main", ("id", Frame.Main), ("tabindex", "-1")).Line();
        Body();
        AllFigures.Write(html, policy);
        html.End("main");
        Footer();
        html.End("div").End("div");
        return Frame.End(html);
    }

    private void Body()
    {
        var titled = false;
        var clauses = document.Clauses.GetEnumerator();
        var inClause = false;
        foreach (var block in document.Markdown)
        {
            if (block is HeadingBlock { Level: <= 3 } heading)
            {
                inClause = heading.Level == 3;
                if (heading.Level == 1 && !titled)
                    titled = true;
                else if (inClause && clauses.MoveNext())
                    Clause(heading, clauses.Current);
                else
                    Section(heading);
            }
            else if (!inClause && block is not YamlFrontMatterBlock)
                html.Made(prose.Of(block));
        }
        if (inSection)
            html.End("section");
    }

    private void Section(HeadingBlock heading)
    {
        if (inSection)
            html.End("section");
        inSection = true;
        html.Open("section", ("aria-labelledby", heading.GetAttributes().Id!)).Line();
        html.Made(prose.Of(heading));
    }

    private void Clause(HeadingBlock heading, ClauseText text)
    {
        var clause = policy.Clauses.First(each => each.Name.Slug == text.Slug);
        html.Open("article", ("aria-labelledby", text.Slug)).Line();
        html.Made(prose.Of(heading));
        foreach (var block in text.Content)
            html.Made(prose.Of(block));
        RuleWriter.Write(html, policy, clause);
        ReadingWriter.Write(html, clause);
        ExampleWriter.Write(html, policy, clause);
        RuleWriter.Source(html, clause);
        html.End("article");
    }

    private void Footer()
    {
        html.Open("footer").Line();
        html.Say(
            "p",
            "The figures in this text are tied to its rules, and every worked example was run against them before this page was made. Point at a figure, or move to it with the keyboard, to see its rule."
        );
        html.Open("p").Say("SHA-256 of the source of this version: ");
        html.Say("code", document.Source.Hash).End("p");
        html.End("footer");
    }
}
