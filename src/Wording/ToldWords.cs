using System.Collections.Immutable;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What somebody is told, once in each language.</summary>
/// <param name="English">In English.</param>
/// <param name="Others">In each other language, by its tag (BCP 47).</param>
public sealed record ToldWords(string English, ImmutableArray<(string Name, string Value)> Others)
{
    /// <summary>In a language; in English where it was not said in that.</summary>
    public string As(Language say) => As(say, English, Others);

    /// <summary>The same of what is kept of it.</summary>
    /// <param name="say">The language.</param>
    /// <param name="english">In English.</param>
    /// <param name="others">In each other language, by its tag.</param>
    public static string As(
        Language say,
        string english,
        ImmutableArray<(string Name, string Value)> others
    ) =>
        others.IsDefaultOrEmpty
            ? english
            : others.FirstOrDefault(each => each.Name == say.Tag).Value ?? english;

    /// <summary>The same sentence in every language.</summary>
    /// <param name="sentence">Says it in one.</param>
    public static ToldWords In(Func<Language, string> sentence) =>
        new(
            sentence(Language.English),
            [
                .. Language
                    .All.Where(each => each != Language.English)
                    .Select(each => (each.Tag, sentence(each))),
            ]
        );
}
