using System.Text.Json;
using System.Text.RegularExpressions;
using Evenhand.Languages;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Languages;

/// <summary>Every phrase of the sources is in every file, and nothing else is.</summary>
public sealed partial class PhrasesTests
{
    private static readonly IReadOnlyList<string> Said = [.. Phrases()];

    public static TheoryData<string> Others =>
        [.. Language.All.Where(each => each != Language.English).Select(each => each.Tag)];

    [Fact]
    public void Phrases_are_found()
    {
        Said.Count.ShouldBeGreaterThan(300);
        Said.ShouldContain("Nothing is paused.");
        Said.ShouldContain("{0} licence|{0} licences");
        Others.Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_phrase_is_in_the_file_and_every_one_of_the_file_is_said(string tag)
    {
        var phrases = Language.Find(tag).ShouldNotBeNull().Phrases;
        Said.Except(phrases.Keys).ShouldBeEmpty("these are missing");
        phrases.Keys.Except(Said).ShouldBeEmpty("nobody says these any more");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_translation_keeps_places_forms_and_the_blanks_at_its_ends(string tag)
    {
        foreach (var (phrase, said) in Language.Find(tag).ShouldNotBeNull().Phrases)
        {
            said.ShouldNotBeNullOrWhiteSpace(phrase);
            said.Count(sign => sign == '|').ShouldBe(phrase.Count(sign => sign == '|'), phrase);
            foreach (var (form, its) in phrase.Split('|').Zip(said.Split('|')))
            {
                Places(its).ShouldBe(Places(form), phrase);
                (its[0] == ' ', its[^1] == ' ').ShouldBe((form[0] == ' ', form[^1] == ' '), phrase);
            }
        }
    }

    private static IEnumerable<string> Places(string phrase) =>
        Place().Matches(phrase).Select(match => match.Value).Distinct().Order();

    private static IEnumerable<string> Phrases() =>
        from file in Directory.EnumerateFiles(
            RepositoryFile.PathOf("src"),
            "*",
            SearchOption.AllDirectories
        )
        where file.EndsWith(".cs") || file.EndsWith(".razor")
        where !file.Contains("/obj/") && !file.Contains("/bin/")
        from match in Phrase().Matches(File.ReadAllText(file))
        let phrase = JsonSerializer.Deserialize<string>($"\"{match.Groups[1].Value}\"")
        group phrase by phrase into same
        select same.Key;

    /// <summary>A literal that is said, counted or marked.</summary>
    [GeneratedRegex(
        """(?:\b[sS]ay\[|LanguageOf\(context\)\[|\b(?:Language|Tongue)\.Key\(|\b[sS]ay\.Count\([^"]*?)\s*"((?:[^"\\]|\\.)*)"""
    )]
    private static partial Regex Phrase();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
