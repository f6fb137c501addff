using System.Collections.Immutable;
using Evenhand.Policies.Reading;
using Markdig.Syntax;

namespace Evenhand.Policies.Publishing;

/// <summary>The words of one clause, without its rules, tables and examples: for pages that cite it.</summary>
public static class Excerpt
{
    /// <summary>The paragraphs of a clause, as plain text; empty where the document has no such clause.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="slug">The clause.</param>
    public static ImmutableArray<string> Of(CheckedPolicy policy, string slug) =>
        policy.Policy.Draft.Document.Clauses.FirstOrDefault(each => each.Slug == slug) is { } clause
            ? [.. clause.Content.SelectMany(Paragraphs)]
            : [];

    private static IEnumerable<string> Paragraphs(Block block) =>
        block switch
        {
            ParagraphBlock paragraph => [ProseReader.Words(paragraph.Inline).Trim()],
            ListBlock or ListItemBlock or QuoteBlock => ((ContainerBlock)block).SelectMany(
                Paragraphs
            ),
            _ => [],
        };
}
