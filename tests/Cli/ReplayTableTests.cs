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
}
