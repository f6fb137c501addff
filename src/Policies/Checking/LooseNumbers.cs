using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// Finds the numbers of the prose that are neither bound nor marked as free. A number is a word that begins
/// with a digit (<c>S3</c> is a name), or a number in words from two to twelve before a unit.
/// </summary>
internal sealed class LooseNumbers
{
    private const string Marks = "([{\"'“‘„«»”’)]}.,;:!?…<>≤≥=~≈±+−–—-/*|€£$¥";
    private const string Signs = "€£$¥";
    private static readonly string[] MoreUnits =
    [
        "month",
        "months",
        "cycle",
        "cycles",
        "week",
        "weeks",
        "year",
        "years",
        "times",
        "percent",
        "per",
        "%",
        "million",
        "thousand",
        "billion",
        "hundred",
    ];

    private readonly HashSet<string> units = new(MoreUnits, StringComparer.OrdinalIgnoreCase);

    private readonly TypedPolicy policy;

    private LooseNumbers(TypedPolicy policy)
    {
        this.policy = policy;
        var catalogue = policy.Names.Catalogue;
        foreach (var unit in catalogue.Units)
        {
            units.Add(unit.Name);
            units.Add(unit.Plural);
        }
    }

    /// <summary>Reports the loose numbers of all clauses.</summary>
    public static void Check(TypedPolicy policy, Reporter report)
    {
        var numbers = new LooseNumbers(policy);
        foreach (var clause in policy.Clauses)
        foreach (var loose in clause.Draft.Text.Loose)
            numbers.Check(loose, report.In(clause.Name.Slug));
    }

    private void Check(LooseText loose, Reporter report)
    {
        var words = Words(loose.Text).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var (word, at) = words[i];
            var next = i + 1 < words.Count ? words[i + 1].Word : "";
            if (IsNumber(word) || (SpokenFigure.OfWord(word) > 1 && units.Contains(next)))
                report.Say(
                    loose.At with
                    {
                        Column = loose.At.Column + at,
                    },
                    $"the number `{word}` is neither bound nor free",
                    $"write `{Bound(loose.Text, word, at, next, report)}` or `[{word}](# \"free\")`"
                );
        }
    }

    /// <summary>How the number is bound: to the one parameter of its clause that says the same, where there is just one.</summary>
    private string Bound(string text, string word, int at, string next, Reporter report)
    {
        var figures = new BoundFigures(policy, report);
        var signed = at > 0 && Signs.Contains(text[at - 1]) ? $"{text[at - 1]}{word}" : word;
        foreach (var words in new[] { $"{signed} {next}".TrimEnd(), signed })
            if (figures.PathOf(words, report.Clause) is { } path)
                return $"[{words}](#{report.Clause} \"{path}\")";
        return $"[{word}](#CLAUSE \"PATH\")";
    }

    private static IEnumerable<(string Word, int At)> Words(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                continue;
            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
                i++;
            var word = text[start..i];
            var bare = word.TrimStart(Marks.ToCharArray());
            var trimmed = bare.TrimEnd(Marks.ToCharArray());
            if (trimmed.Length > 0)
                yield return (trimmed, start + word.Length - bare.Length);
        }
    }

    private static bool IsNumber(string word) => char.IsNumber(word[0]);
}
