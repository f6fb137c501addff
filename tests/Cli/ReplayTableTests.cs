using Evenhand.Cli.Replaying;
using Evenhand.Core.Effects;
using Evenhand.Tests.Core;
using Evenhand.Wording;
using Shouldly;
using Xunit;
using Case = Evenhand.Core.Effects.Case;

namespace Evenhand.Tests.Cli;

/// <summary>What the table of a replay says of a case: a sentence, as of answers and notices.</summary>
public sealed class ReplayTableTests
{
    [Fact]
    [Trait("fault", "S1-12")]
    public void A_case_is_told_in_its_sentence_and_whose_it_is()
    {
        var opened = Story
            .Under("qcontact")
            .At("2026-01-05", "field.created", """{"entity_type":"lead","count":251}""")
            .At("2026-01-06", "email.sent", """{"user":"ana","count":1001}""")
            .Told("2026-02-01")
            .Effects.OfType<Case>()
            .ToArray();
        opened.ShouldNotBeEmpty();
        foreach (var each in opened)
        {
            var why = ReplayTable.Parts(each).Why.ShouldHaveSingleItem();
            why.ShouldStartWith(Sentence.Of(each));
            why[Sentence.Of(each).Length..].ShouldBeOneOf("", " (ana)", " (lead)");
        }
    }

    [Fact]
    public void What_people_decide_is_told_in_sentences_too()
    {
        var said = Story
            .Under("qcontact")
            .At(
                "2026-01-05",
                "report.filed",
                """{"clause":"use-unlawful","by":"desk","about":"seen"}"""
            )
            .At(
                "2026-01-06",
                "brake.applied",
                """{"step":"b","cases":["use-unlawful@2026-01-01"],"by":"ann","reason":"harm"}"""
            )
            .At(
                "2026-01-06T01:00:00Z",
                "step.lifted",
                """{"step":"c","by":"ann","reason":"mended"}""",
                "e9"
            )
            .Told("2026-02-01")
            .Effects.Where(effect => effect is StepChanged or ActUnmet)
            .SelectMany(effect => ReplayTable.Parts(effect).Why);
        said.ShouldBe([
            "Step b (suspended): in force, by ann; the account's standing is suspended.",
            "e9 has no effect: unknown.",
            "Step b (suspended): lapsed, by time; the account's standing is good.",
        ]);
    }
}
