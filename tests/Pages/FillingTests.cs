using Evenhand.Languages;
using Evenhand.Pages;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

/// <summary>Pages say that they do not speak of all accounts yet.</summary>
public sealed class FillingTests
{
    [Theory]
    [InlineData("en", "612,000 of 1,000,000 accounts are read")]
    [InlineData("de", "612.000 von 1.000.000 Konten sind gelesen")]
    public async Task A_page_says_of_how_many_accounts_it_speaks(string language, string said)
    {
        (await PageAsync(language, (612_000, 1_000_000))).ShouldContain(said);
        (await PageAsync(language, null)).ShouldNotContain(said);
    }

    private static Task<string> PageAsync(string language, (int, int)? filling) =>
        Rendering.HtmlOf<FindPage>(
            new Visit(Language.Find(language)!, "/console/find", []),
            (nameof(FindPage.Frame), new ConsoleFrame("Ann", FormSeed.None) { Filling = filling }),
            (nameof(FindPage.Text), ""),
            (nameof(FindPage.Groups), Array.Empty<(string Title, IReadOnlyList<Found> Found)>())
        );
}
