using Evenhand.Policies.Language;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Language;

/// <summary>What is generated from the vocabulary is committed, and current.</summary>
public sealed class CurrentDocsTests
{
    private const string Remedy = "Renew it: ./evenhand policy schema --docs docs";

    [Fact]
    public void The_schema_for_editors_is_current() =>
        Read("policy.schema.json").ShouldBe(SchemaText.Current, Remedy);

    [Fact]
    public void The_tables_of_the_language_are_current()
    {
        var document = Read("LANGUAGE.md");
        VocabularyTables.Renew(document).ShouldBe(document, Remedy);
    }

    [Fact]
    public void No_key_stands_twice_and_what_counts_keys_knows_them()
    {
        foreach (var part in Vocabulary.Groups.SelectMany(group => group.Parts))
        {
            var names = part.Shape.Keys.Select(key => key.Name).ToList();
            names.ShouldBeUnique();
            names.ShouldBe(names.Union(part.Shape.ExactlyOne).Union(part.Shape.AtMostOne));
        }
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(Tree.Root(), "docs", file)).ReplaceLineEndings("\n");
}
