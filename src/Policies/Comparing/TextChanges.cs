using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Evenhand.Policies.Comparing;

/// <summary>Words, readings and examples that differ. They bind nobody by themselves: where they change what is done, a rule changes too.</summary>
internal static class TextChanges
{
    /// <summary>The changes of a clause that both versions have.</summary>
    public static IEnumerable<Change> Between(TypedPolicy old, TypedPolicy now, string slug)
    {
        var (before, after) = (Clause(old, slug), Clause(now, slug));
        if (before.Draft.Text.Title != after.Draft.Text.Title)
            yield return Words("title", before.Draft.Text.Title, after.Draft.Text.Title);
        var (from, to) = (
            Prose(old, before.Draft.Text.Content),
            Prose(now, after.Draft.Text.Content)
        );
        if (from != to)
            yield return Words("prose", from, to);
        foreach (var change in Sets("reading", before.Readings, after.Readings, ReadingName))
            yield return change;
        foreach (var change in Sets("example", before.Examples, after.Examples, ExampleName))
            yield return change;
    }

    /// <summary>The change of what stands in no clause.</summary>
    public static ImmutableArray<Change> Outside(TypedPolicy old, TypedPolicy now)
    {
        var (from, to) = (Outside(old), Outside(now));
        return from == to ? [] : [Words("prose", from, to)];
    }

    private static string Outside(TypedPolicy policy)
    {
        var document = policy.Draft.Document;
        var inside = document.Clauses.SelectMany(clause => clause.Content).ToHashSet();
        return Prose(
            policy,
            document.Markdown.Where(block =>
                !inside.Contains(block)
                && block is not (YamlFrontMatterBlock or HeadingBlock { Level: 3 })
            )
        );
    }

    // Changed figures show in the prose too, so that a person sees where the words follow the rule.
    private static string Prose(TypedPolicy policy, IEnumerable<Block> blocks)
    {
        var text = policy.Draft.Document.Source.Text;
        var words = blocks
            .Where(block => block is not FencedCodeBlock)
            .Select(block => text.Substring(block.Span.Start, block.Span.Length));
        return string.Join(
            ' ',
            string.Join(' ', words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private static IEnumerable<Change> Sets(
        string what,
        ImmutableArray<Part> old,
        ImmutableArray<Part> now,
        Func<Part, string> name
    )
    {
        var before = old.ToLookup(name, part => Yaml.Inline(part.Node));
        var after = now.ToLookup(name, part => Yaml.Inline(part.Node));
        foreach (var key in after.Select(each => each.Key).Union(before.Select(each => each.Key)))
        {
            var (from, to) = (string.Join('\n', before[key]), string.Join('\n', after[key]));
            if (from != to)
                yield return Words(
                    $"{what} “{key}”",
                    from.Length == 0 ? null : from,
                    to.Length == 0 ? null : to
                );
        }
    }

    private static Change Words(string path, string? before, string? after) =>
        new(path, before, after, Leaning.Editorial);

    private static string ReadingName(Part reading) =>
        $"{reading.Get("of", "")}: {reading.Get("words", "")}";

    private static string ExampleName(Part example) => example.Get("say", "");

    private static TypedClause Clause(TypedPolicy policy, string slug) =>
        policy.Clauses.First(clause => clause.Name.Slug == slug);
}
