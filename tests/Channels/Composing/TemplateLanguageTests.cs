using System.Text.RegularExpressions;
using Evenhand.Channels.Composing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Channels.Composing;

/// <summary>Our own letters are there in every language, say the same in each, and have their sentences in it.</summary>
public sealed partial class TemplateLanguageTests
{
    private static readonly DirectoryInfo Folder = new(
        RepositoryFile.PathOf("src/Channels/Composing/Defaults")
    );

    public static TheoryData<string, string> Ours =>
        [
            .. from language in Language.All
            where language != Language.English
            from file in Folder.EnumerateFiles("*.md")
            where file.Name != "README.md" && file.Name.Count(sign => sign == '.') == 1
            select (Path.GetFileNameWithoutExtension(file.Name), language.Tag),
        ];

    [Theory]
    [MemberData(nameof(Ours))]
    public void Each_is_there_in_each_language_with_the_same_fields_in_the_same_lines(
        string kind,
        string tag
    )
    {
        var (english, other) = (Read($"{kind}.md"), Read($"{kind}.{tag}.md"));
        other.Length.ShouldBe(english.Length);
        foreach (var (line, its) in english.Zip(other))
        {
            FieldsOf(its).ShouldBe(FieldsOf(line));
            if (line.Length > 0 && !line.StartsWith('-') && !line.StartsWith("{{"))
                its.ShouldNotBe(line);
        }
    }

    [Fact]
    public void Nothing_stands_there_in_a_language_that_there_is_not_or_without_its_English()
    {
        foreach (var name in Folder.EnumerateFiles("*.*.md").Select(each => each.Name.Split('.')))
        {
            Language.Find(name[1]).ShouldNotBeNull(name[1]);
            File.Exists(Path.Combine(Folder.FullName, $"{name[0]}.md")).ShouldBeTrue(name[0]);
        }
    }

    [Theory]
    [InlineData("step", "eine Stufe betrifft Ihr Konto")]
    [InlineData("near-allowance", "was Sie wissen sollten")]
    [InlineData("threshold-reached", "erreicht")]
    public void A_letter_has_its_sentence_in_its_language_as_it_was_told(string kind, string about)
    {
        var german = TemplateSet.Own.Of(Entry(kind), "de");
        german.Subject.ShouldEndWith(about);
        german.Text.ShouldContain("90 % sind verbraucht.");
        german.Text.ShouldNotContain("You used");
        german.Html!.ShouldContain("90 % sind verbraucht.");
        TemplateSet.Own.Of(Entry(kind), "en").Text.ShouldContain("You used 90 %.");
        TemplateSet.Own.Languages.ShouldContain("de");
    }

    [Fact]
    public void What_was_told_before_there_were_other_languages_is_said_as_it_was()
    {
        var entry = Entry("step");
        var old = entry with { Notice = entry.Notice! with { Others = [] } };
        TemplateSet.Own.Of(old, "de").Text.ShouldContain("You used 90 %.");
    }

    private static string[] Read(string name) =>
        File.ReadAllText(Path.Combine(Folder.FullName, name)).TrimEnd().Split('\n');

    private static string[] FieldsOf(string line) =>
        [.. Field().Matches(line).Select(match => match.Value).Order()];

    private static SaidEntry Entry(string kind) =>
        new(
            new AccountId("acme"),
            "n1",
            new ToldNotice(
                "calls",
                kind,
                "You used 90 %.",
                new Moment(0),
                "acme",
                "fair",
                "2026.1",
                "Calls"
            )
            {
                Others = [("de", "90 % sind verbraucht.")],
            },
            null
        );

    [GeneratedRegex(@"\{\{[a-z_]+\}\}")]
    private static partial Regex Field();
}
