using Evenhand.Languages;
using Evenhand.Pages.Accounts;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

public sealed class StepWordsTests
{
    private static readonly Language German = Language.Find("de").ShouldNotBeNull();

    [Theory]
    [InlineData("active", "Good standing", "In Ordnung")]
    [InlineData("parked", "Set aside", "Beiseitegelegt")]
    [InlineData("unopened", "Not opened yet", "Noch nicht eröffnet")]
    [InlineData("ended", "Ended", "Beendet")]
    [InlineData("throttled", "Slowed down", "Gedrosselt")]
    public void Where_an_account_stands_is_said_in_the_language(
        string word,
        string english,
        string german
    )
    {
        StepWords.Standing(word, Language.English).ShouldBe(english);
        StepWords.Standing(word, German).ShouldBe(german);
    }
}
