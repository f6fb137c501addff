using Evenhand.Core.Effects;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Vault;

/// <summary>One retrieval is one, however often it is told: a second one of its id has no effect, and no word.</summary>
public class RetrievalIdTests
{
    [Fact]
    public void A_retrieval_that_is_told_again_has_no_word_also_once_the_thing_is_in_quarantine()
    {
        var story = Story
            .Under("qcontact")
            .At("2026-01-02", "object.stored", """{"object":"o","class":"media","bytes":1000}""")
            .At("2026-01-03", "object.retrieved", """{"object":"o","retrieval":"first"}""")
            .At(
                "2026-01-04",
                "report.filed",
                """{"clause":"content-harmful-software","by":"ann","about":"seen","object":"o"}"""
            )
            .At("2026-01-05", "object.retrieved", """{"object":"o","retrieval":"first"}""")
            .At("2026-01-05", "object.retrieved", """{"object":"o","retrieval":"second"}""", "2nd");
        var unmet = Replays.Of(story.Lines, null).Effects.OfType<ActUnmet>();
        unmet.ShouldHaveSingleItem().Id.ShouldBe("2nd");
    }
}
