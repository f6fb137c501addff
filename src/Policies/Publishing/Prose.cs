using System.Text.RegularExpressions;
using Evenhand.Policies.Reading;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Policies.Publishing;

/// <summary>The prose of a policy as HTML: bound figures show their rule, blocks that run stand elsewhere, raw HTML nowhere.</summary>
internal sealed partial class Prose
{
    private readonly HtmlRenderer renderer;

    public Prose(Html page, Figures figures, IEnumerable<FencedCodeBlock> running, int shift)
    {
        renderer = new HtmlRenderer(TextWriter.Null);
        DocumentReader.Pipeline.Setup(renderer);
        var renderers = renderer.ObjectRenderers;
        renderers.ReplaceOrAdd<LinkInlineRenderer>(new LinkWriter(figures));
        renderers.ReplaceOrAdd<AutolinkInlineRenderer>(new AutolinkWriter());
        renderers.ReplaceOrAdd<HeadingRenderer>(new HeadingWriter(shift));
        renderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeWriter([.. running]));
        renderers.ReplaceOrAdd<HtmlTableRenderer>(new TableWriter(page));
        renderers.ReplaceOrAdd<HtmlBlockRenderer>(new Nothing<HtmlBlock>());
        renderers.ReplaceOrAdd<HtmlInlineRenderer>(new Nothing<HtmlInline>());
    }

    /// <summary>A block of Markdown.</summary>
    public string Of(MarkdownObject block)
    {
        using var written = new StringWriter { NewLine = "\n" };
        renderer.Writer = written;
        renderer.Render(block);
        return written.ToString();
    }

    private sealed class LinkWriter(Figures figures) : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            var words = ProseReader.Words(link).Trim();
            var figure =
                !link.IsImage && link.Url is ['#', ..] && !string.IsNullOrWhiteSpace(link.Title)
                    ? figures.Of(words, link.Url[1..], link.Title.Trim())
                    : null;
            if (figure is not null)
            {
                renderer.Write(figure);
                return;
            }
            // An image would be loaded from elsewhere; its words and where to find it do as well.
            var safe = Links.IsSafe(link.Url);
            if (safe)
                renderer.Write($"<a href=\"{Html.Escaped(link.Url!)}\">");
            renderer.WriteChildren(link);
            if (safe)
                renderer.Write("</a>");
        }
    }

    private sealed class AutolinkWriter : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline link)
        {
            var url = link.IsEmail ? $"mailto:{link.Url}" : link.Url;
            var words = Html.Escaped(link.Url);
            renderer.Write(
                Links.IsSafe(url) ? $"<a href=\"{Html.Escaped(url)}\">{words}</a>" : words
            );
        }
    }

    private sealed class HeadingWriter(int shift) : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            var level = Math.Clamp(heading.Level + shift, 2, 6);
            var slug = Html.Escaped(heading.GetAttributes().Id ?? "");
            renderer.Write($"<h{level} id=\"{slug}\"><a href=\"#{slug}\">");
            renderer.WriteLeafInline(heading);
            renderer.WriteLine($"</a></h{level}>");
        }
    }

    private sealed class CodeWriter(HashSet<FencedCodeBlock> running)
        : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock code)
        {
            if (code is FencedCodeBlock fence && running.Contains(fence))
                return;
            renderer.Write("<pre><code>");
            renderer.WriteLeafRawLines(code, writeEndOfLines: true, escape: true);
            renderer.WriteLine("</code></pre>");
        }
    }

    /// <summary>
    /// Tables are set as <see cref="Table"/> sets them: the first cell of a row heads it, and a head without words, which
    /// heads nothing, is a cell like others.
    /// </summary>
    private sealed partial class TableWriter(Html page) : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Markdig.Extensions.Tables.Table table)
        {
            var outer = renderer.Writer;
            using var inner = new StringWriter { NewLine = "\n" };
            renderer.Writer = inner;
            base.Write(renderer, table);
            renderer.Writer = outer;
            var label = Html.Escaped(page.Unique("Table"));
            renderer.Write(
                $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">"
            );
            var set = EmptyHead().Replace(inner.ToString(), "<td$1></td>");
            renderer.Write(FirstCell().Replace(set, "<tr>\n<th scope=\"row\"$1>$2</th>"));
            renderer.WriteLine("</div>");
        }

        [GeneratedRegex(@"<th( [^>]*)?></th>")]
        private static partial Regex EmptyHead();

        // The head's own row begins with a <th>, or with a cell that has no words.
        [GeneratedRegex(@"<tr>\n<td((?: [^>]*)?)>((?:(?!</td>).)+)</td>", RegexOptions.Singleline)]
        private static partial Regex FirstCell();
    }

    private sealed class Nothing<T> : HtmlObjectRenderer<T>
        where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) { }
    }
}
