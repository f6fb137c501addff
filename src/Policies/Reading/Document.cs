using System.Collections.Immutable;
using Markdig.Syntax;

namespace Evenhand.Policies.Reading;

/// <summary>A literate policy as it was written: nothing is understood yet but its form.</summary>
/// <param name="Source">The file and its text.</param>
/// <param name="Markdown">Markdig's tree. Headings carry the slugs as their <c>id</c> attributes.</param>
/// <param name="FrontMatter">The YAML at the top; null when there is none.</param>
/// <param name="Title">The first heading of level 1, or empty.</param>
/// <param name="Clauses">The clauses in the order of the document.</param>
public sealed record Document(
    SourceText Source,
    MarkdownDocument Markdown,
    MapNode? FrontMatter,
    string Title,
    ImmutableArray<ClauseText> Clauses
)
{
    /// <summary>The clause of a slug, or null.</summary>
    public ClauseText? Clause(string slug) => Clauses.FirstOrDefault(clause => clause.Slug == slug);
}

/// <summary>A clause as it was written: a heading of level 3 and all below it to the next one of level 1 to 3.</summary>
/// <param name="Slug">The anchor of the heading.</param>
/// <param name="Title">The words of the heading.</param>
/// <param name="Level">The level of the heading: 3.</param>
/// <param name="At">Where the heading begins.</param>
/// <param name="End">The place just after the clause.</param>
/// <param name="Content">Markdig's blocks below the heading, fences included.</param>
/// <param name="Figures">The bound figures and the free ones.</param>
/// <param name="Loose">The words of the prose that stand in no link and no code.</param>
/// <param name="Blocks">The blocks that run.</param>
public sealed record ClauseText(
    string Slug,
    string Title,
    int Level,
    Place At,
    Place End,
    ImmutableArray<Block> Content,
    ImmutableArray<BoundFigure> Figures,
    ImmutableArray<LooseText> Loose,
    ImmutableArray<RunningBlock> Blocks
);

/// <summary>A link whose title names the parameter that the words must agree with.</summary>
/// <param name="At">Where the link begins.</param>
/// <param name="Words">The words that are linked, such as <c>70 GB</c>.</param>
/// <param name="Clause">The slug of the clause that is linked; empty for <c>#</c>.</param>
/// <param name="Path">The title: the path of a parameter, or <c>free</c>.</param>
public sealed record BoundFigure(Place At, string Words, string Clause, string Path)
{
    /// <summary>Whether the words are marked as saying no parameter.</summary>
    public bool IsFree => Clause.Length == 0 && Path == "free";
}

/// <summary>A stretch of prose.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Text">The words.</param>
public sealed record LooseText(Place At, string Text);

/// <summary>A fenced block of a clause that runs.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="At">Where its fence begins.</param>
/// <param name="Root">Its YAML; null when empty or not well-formed.</param>
/// <param name="Fence">Markdig's block.</param>
public sealed record RunningBlock(BlockKind Kind, Place At, Node? Root, FencedCodeBlock Fence);

/// <summary>What a fenced block holds, after its info string <c>yaml KIND</c>.</summary>
public enum BlockKind
{
    /// <summary>What the clause does.</summary>
    Rule,

    /// <summary>How unclear words are understood.</summary>
    Reading,

    /// <summary>Worked cases.</summary>
    Example,

    /// <summary>The plans and their terms.</summary>
    Plan,
}
