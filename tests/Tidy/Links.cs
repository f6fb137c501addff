using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Tests.Tidy;

/// <summary>Relative links in Markdown lead to a file or folder of the tree, and their anchors to a heading of it.</summary>
internal static partial class Links
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    public static IEnumerable<Violation> Check(Tree tree)
    {
        var pages = tree
            .Files.Where(file => file.IsMarkdown)
            .ToDictionary(file => file.Path, Page.Of);
        return from page in pages.Values
            from link in page.Links
            from violation in CheckLink(tree, pages, page, link)
            select violation;
    }

    private static IEnumerable<Violation> CheckLink(
        Tree tree,
        Dictionary<string, Page> pages,
        Page page,
        (int Line, string Url) link
    )
    {
        if (Elsewhere().IsMatch(link.Url))
            return [];
        var parts = link.Url.Split('#', 2);
        var target =
            parts[0].Length == 0 ? page.Path : Resolve(page.Path, Uri.UnescapeDataString(parts[0]));
        if (target == null || !tree.Has(target))
        {
            return
            [
                Dead(
                    page,
                    link,
                    "leads nowhere",
                    "Name a file or folder of the repository, relative to this one"
                ),
            ];
        }
        return
            parts.Length == 1
            // The top of a page; policies mark figures that no rule holds so.
            || parts[1].Length == 0
            || !pages.TryGetValue(target, out var there)
            || there.Anchors.Contains(parts[1])
            ? []
            : [Dead(page, link, $"names no heading of {target}", Suggestion(there))];
    }

    private static Violation Dead(
        Page page,
        (int Line, string Url) link,
        string what,
        string remedy
    ) => new(page.Path, link.Line, $"the link \"{link.Url}\" {what}", remedy);

    private static string Suggestion(Page page) =>
        page.Anchors.Count == 0
            ? "It has no headings"
            : "It has: " + string.Join(", ", page.Anchors.Order().Take(20));

    /// <summary>The path from the root, or null where the link climbs out of the repository.</summary>
    private static string? Resolve(string from, string url)
    {
        var start = url.StartsWith('/') ? [] : from.Split('/')[..^1];
        var path = new Stack<string>(start);
        foreach (var step in url.Split('/').Where(step => step is not ("" or ".")))
        {
            if (step != "..")
                path.Push(step);
            else if (!path.TryPop(out _))
                return null;
        }
        return string.Join('/', path.Reverse());
    }

    private sealed record Page(
        string Path,
        IReadOnlyList<(int Line, string Url)> Links,
        IReadOnlySet<string> Anchors
    )
    {
        public static Page Of(TreeFile file)
        {
            var document = Markdown.Parse(file.Text, Pipeline);
            var links = document
                .Descendants<LinkInline>()
                .Select(link => (link.Line + 1, link.Url ?? ""));
            var headings = document
                .Descendants<HeadingBlock>()
                .Select(heading => heading.TryGetAttributes()?.Id);
            var marks = Mark().Matches(file.Text).Select(match => match.Groups["id"].Value);
            return new Page(
                file.Path,
                [.. links],
                headings.OfType<string>().Concat(marks).ToHashSet()
            );
        }
    }

    /// <summary>Another scheme or host: the network is not for this test.</summary>
    [GeneratedRegex(@"^([a-zA-Z][a-zA-Z\d+.-]*:|//)")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"<\w+\s[^>]*\b(id|name)=""(?<id>[^""]+)""")]
    private static partial Regex Mark();
}
