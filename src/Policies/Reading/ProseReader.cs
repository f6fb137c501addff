using System.Collections.Immutable;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Policies.Reading;

/// <summary>Finds the figures of a clause's prose, and the words beside them.</summary>
public sealed class ProseReader
{
    private readonly SourceText source;
    private readonly Reporter report;
    private readonly ImmutableArray<BoundFigure>.Builder figures =
        ImmutableArray.CreateBuilder<BoundFigure>();
    private readonly ImmutableArray<LooseText>.Builder loose =
        ImmutableArray.CreateBuilder<LooseText>();

    private ProseReader(SourceText source, Reporter report)
    {
        this.source = source;
        this.report = report;
    }

    /// <summary>Reads the prose of blocks; headings and code are no prose.</summary>
    public static (ImmutableArray<BoundFigure> Figures, ImmutableArray<LooseText> Loose) Read(
        IEnumerable<Block> blocks,
        SourceText source,
        Reporter report
    )
    {
        var reader = new ProseReader(source, report);
        foreach (var block in blocks)
            reader.Visit(block);
        return (reader.figures.ToImmutable(), reader.loose.ToImmutable());
    }

    /// <summary>The words of inlines without their marks.</summary>
    public static string Words(ContainerInline? inlines)
    {
        var words = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
            words.Append(
                inline switch
                {
                    LiteralInline literal => literal.Content.AsSpan(),
                    CodeInline code => code.Content,
                    HtmlEntityInline entity => entity.Transcoded.AsSpan(),
                    LineBreakInline => " ",
                    _ => [],
                }
            );
        return words.ToString();
    }

    private void Visit(Block block)
    {
        switch (block)
        {
            case HtmlBlock { Type: not HtmlBlockType.Comment } html:
                RefuseHtml(html.Span);
                break;
            case HeadingBlock or CodeBlock or HtmlBlock:
                break;
            case ContainerBlock container:
                foreach (var child in container)
                    Visit(child);
                break;
            case LeafBlock { Inline: { } inlines }:
                Visit(inlines);
                break;
        }
    }

    private void Visit(ContainerInline container)
    {
        foreach (var inline in container)
            switch (inline)
            {
                case LinkInline link:
                    Link(link);
                    break;
                case HtmlInline html when !html.Tag.StartsWith("<!--", StringComparison.Ordinal):
                    RefuseHtml(html.Span);
                    break;
                case LiteralInline literal:
                    loose.Add(new LooseText(At(literal), literal.Content.ToString()));
                    break;
                case ContainerInline nested:
                    Visit(nested);
                    break;
            }
    }

    private void Link(LinkInline link)
    {
        var url = link.Url ?? "";
        if (link.IsImage || !url.StartsWith('#') || string.IsNullOrWhiteSpace(link.Title))
            return;
        figures.Add(new BoundFigure(At(link), Words(link).Trim(), url[1..], link.Title.Trim()));
    }

    // What HTML shows differs from host to host, and figures in it would escape the check.
    private void RefuseHtml(SourceSpan span) =>
        report.Say(source.PlaceAt(span.Start), "a policy has no HTML", "write it in Markdown");

    private Place At(Inline inline) => source.PlaceAt(inline.Span.Start);
}
