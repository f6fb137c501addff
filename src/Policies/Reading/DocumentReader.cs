using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Policies.Reading;

/// <summary>The first pass: from the text of a file to a <see cref="Document"/>.</summary>
public sealed class DocumentReader
{
    /// <summary>The dialect of Markdown that policies are written in: what Git hosts show, no more.</summary>
    public static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UsePreciseSourceLocation()
        .Build();

    /// <summary>
    /// How many brackets may stand between two blank lines. Reading them takes time that grows with the square
    /// of their number.
    /// </summary>
    public const int MaxBrackets = 1_000;

    private const int ClauseLevel = 3;
    private readonly SourceText source;
    private readonly Reporter report;
    private readonly Slugs slugs = new();

    private DocumentReader(SourceText source, Reporter report)
    {
        this.source = source;
        this.report = report;
    }

    /// <summary>Reads a file; null, with a problem, when it is no text or no Markdown that we can hold.</summary>
    public static Document? Open(string file, Problems problems) =>
        SourceText.Open(file, problems) is { } source ? Read(source, problems) : null;

    /// <summary>Reads a text; null, with a problem, when it nests too deeply or has too many brackets in a row.</summary>
    public static Document? Read(SourceText source, Problems problems)
    {
        var report = new Reporter(problems, source.File);
        if (!IsBounded(source, report))
            return null;
        try
        {
            var markdown = Markdown.Parse(source.Text, Pipeline);
            return new DocumentReader(source, report).Document(markdown);
        }
        catch (ArgumentException e) when (e.Message.Contains("nested", StringComparison.Ordinal))
        {
            report.Say(Place.Start, "its Markdown is nested too deeply");
            return null;
        }
    }

    private static bool IsBounded(SourceText source, Reporter report)
    {
        var (brackets, number) = (0, 0);
        foreach (var line in source.Text.Split('\n'))
        {
            number++;
            brackets = string.IsNullOrWhiteSpace(line)
                ? 0
                : brackets + line.Count(each => each == '[');
            if (brackets <= MaxBrackets)
                continue;
            report.Say(
                new Place(number, 1),
                $"has more than {MaxBrackets:N0} brackets without a blank line"
            );
            return false;
        }
        return true;
    }

    private Document Document(MarkdownDocument markdown)
    {
        var title = "";
        var clauses = ImmutableArray.CreateBuilder<ClauseText>();
        HeadingBlock? open = null;
        var content = ImmutableArray.CreateBuilder<Block>();
        foreach (var block in markdown)
        {
            if (block is HeadingBlock heading)
            {
                Anchor(heading);
                if (heading.Level <= ClauseLevel)
                {
                    Close(open, content, clauses, block.Span.Start);
                    open = heading.Level == ClauseLevel ? heading : null;
                    if (heading.Level == 1 && title.Length == 0)
                        title = Words(heading);
                    continue;
                }
            }
            if (open is not null)
                content.Add(block);
            else
                RefuseOutsideOfClauses(block);
        }
        Close(open, content, clauses, source.Text.Length);
        return new Document(source, markdown, FrontMatter(markdown), title, clauses.ToImmutable());
    }

    private void Close(
        HeadingBlock? heading,
        ImmutableArray<Block>.Builder content,
        ImmutableArray<ClauseText>.Builder clauses,
        int end
    )
    {
        if (heading is null)
            return;
        var slug = heading.GetAttributes().Id!;
        var prose = ProseReader.Read(content, source, report.In(slug));
        var blocks = content
            .SelectMany(Fences)
            .Select(fence => Running(fence, report.In(slug)))
            .OfType<RunningBlock>();
        clauses.Add(
            new ClauseText(
                slug,
                Words(heading),
                heading.Level,
                source.PlaceAt(heading.Span.Start),
                source.PlaceAt(end),
                content.ToImmutable(),
                prose.Figures,
                prose.Loose,
                [.. blocks]
            )
        );
        content.Clear();
    }

    private MapNode? FrontMatter(MarkdownDocument markdown)
    {
        if (markdown.FirstOrDefault() is not YamlFrontMatterBlock block)
            return null;
        var root = Yaml(block, report);
        if (root is not null and not MapNode)
            report.Say(root.At, $"the front matter must be a mapping, not {root.Sort}");
        return root as MapNode;
    }

    private RunningBlock? Running(FencedCodeBlock fence, Reporter report)
    {
        if (fence.Info != "yaml" || string.IsNullOrWhiteSpace(fence.Arguments))
            return null;
        var at = source.PlaceAt(fence.Span.Start);
        if (fence.ClosingFencedCharCount == 0)
            report.Say(at, "the block is never closed", "close it with a line of the same fence");
        var kinds = Enum.GetValues<BlockKind>().ToDictionary(kind => Name(kind));
        if (kinds.TryGetValue(fence.Arguments.Trim(), out var kind))
            return new RunningBlock(kind, at, Yaml(fence, report), fence);
        report.SayUnknown(at, "kind of block", fence.Arguments.Trim(), kinds.Keys);
        return null;
    }

    private Node? Yaml(LeafBlock block, Reporter report)
    {
        var lines = block.Lines.Lines?.Take(block.Lines.Count).ToList() ?? [];
        var starts = new List<int>(lines.Count);
        var length = 0;
        foreach (var line in lines)
        {
            starts.Add(length);
            length += line.Slice.Length + 1;
        }
        return YamlReader.Read(string.Join('\n', lines.Select(Text)), PlaceAt, report);

        Place PlaceAt(int offset)
        {
            if (lines.Count == 0)
                return source.PlaceAt(block.Span.Start);
            var line = starts.BinarySearch(offset);
            line = line < 0 ? ~line - 1 : line;
            return source.PlaceAt(lines[line].Slice.Start + offset - starts[line]);
        }
    }

    private void RefuseOutsideOfClauses(Block block)
    {
        foreach (var fence in Fences(block))
            if (Running(fence, report) is { } running)
                report.Say(
                    running.At,
                    $"the {Name(running.Kind)} block belongs to no clause",
                    "put it under a heading of level 3 (###)"
                );
    }

    private void Anchor(HeadingBlock heading) =>
        heading.GetAttributes().Id = slugs.Of(Words(heading));

    private static IEnumerable<FencedCodeBlock> Fences(Block block) =>
        block switch
        {
            FencedCodeBlock fence => [fence],
            ContainerBlock container => container.Descendants<FencedCodeBlock>(),
            _ => [],
        };

    private static string Words(HeadingBlock heading) => ProseReader.Words(heading.Inline);

    private static string Text(StringLine line) => line.Slice.ToString();

    private static string Name(BlockKind kind) => kind.ToString().ToLowerInvariant();
}
