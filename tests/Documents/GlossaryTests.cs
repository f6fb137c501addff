using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>The glossary sends nobody to a page that does not speak of the word; that links lead anywhere is Tidy's.</summary>
public sealed partial class GlossaryTests
{
    private static readonly IReadOnlyList<(string Word, string[] Files)> Rows =
    [
        .. File.ReadLines(RepositoryFile.PathOf("docs/GLOSSARY.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split('|'))
            .Select(cells =>
                (
                    cells[1].Trim(),
                    Link().Matches(cells[3]).Select(link => link.Groups[1].Value).ToArray()
                )
            ),
    ];

    [Fact]
    public void Words_stand_in_their_order_and_once()
    {
        var words = Rows.Select(row => row.Word).ToList();
        words.Count.ShouldBeGreaterThan(40);
        words.ShouldBe(words.Order(StringComparer.Ordinal).Distinct());
    }

    [Fact]
    public void Each_word_leads_to_what_speaks_of_it()
    {
        foreach (var (word, files) in Rows)
        {
            files.ShouldNotBeEmpty(word);
            foreach (var file in files)
                Bare(File.ReadAllText(RepositoryFile.PathOf($"docs/{file}")))
                    .ShouldContain(Bare(word), customMessage: $"{word}: {file}");
        }
    }

    private static string Bare(string text) =>
        text.Replace("-", "").Replace("_", " ").ToLowerInvariant();

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();
}
