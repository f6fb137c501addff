using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

/// <summary>The example of docs/IMPORT.md, taken from the page itself.</summary>
public class DocumentedExampleTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.PathOf("docs/IMPORT.md"));

    [Fact]
    public void The_row_of_the_page_becomes_the_event_of_the_page_by_the_map_of_the_page()
    {
        var imported = Imported.By(
            After("and the map\n\n```yaml\n"),
            After("Say the file is\n\n```\n")
        );

        imported.Rejections.ShouldBeEmpty();
        imported.Lines.ShouldBe([After("```json\n").Replace("\n ", "").TrimEnd()]);
    }

    /// <summary>The block of code that begins after a text.</summary>
    private static string After(string text)
    {
        var from = Page.IndexOf(text, StringComparison.Ordinal) + text.Length;
        return Page[from..Page.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
