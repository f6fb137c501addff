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

    private LooseNumbers(Catalogue catalogue)
    {
        foreach (var unit in catalogue.Units)
        {
            units.Add(unit.Name);
            units.Add(unit.Plural);
        }
    }

    /// <summary>Reports the loose numbers of all clauses.</summary>
    public static void Check(TypedPolicy policy, Reporter report)
    {
        var numbers = new LooseNumbers(policy.Names.Catalogue);
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
                    $"write `[{word}](#CLAUSE \"PATH\")` or `[{word}](# \"free\")`"
                );
        }
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
