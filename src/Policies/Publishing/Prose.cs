using Evenhand.Policies.Reading;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Policies.Publishing;

/// <summary>The prose of a policy as HTML: bound figures show their rule, blocks that run stand elsewhere, raw HTML nowhere.</summary>
internal sealed class Prose
{
    private readonly HtmlRenderer renderer;

    public Prose(Figures figures, IEnumerable<FencedCodeBlock> running, int shift)
    {
        renderer = new HtmlRenderer(TextWriter.Null);
        DocumentReader.Pipeline.Setup(renderer);
        var renderers = renderer.ObjectRenderers;
        renderers.ReplaceOrAdd<LinkInlineRenderer>(new LinkWriter(figures));
        renderers.ReplaceOrAdd<AutolinkInlineRenderer>(new AutolinkWriter());
        renderers.ReplaceOrAdd<HeadingRenderer>(new HeadingWriter(shift));
        renderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeWriter([.. running]));
        renderers.ReplaceOrAdd<HtmlTableRenderer>(new TableWriter());
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

    private sealed class TableWriter : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Markdig.Extensions.Tables.Table table)
        {
            renderer.Write(
                "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">"
            );
            base.Write(renderer, table);
            renderer.WriteLine("</div>");
        }
    }

    private sealed class Nothing<T> : HtmlObjectRenderer<T>
        where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) { }
    }
}
