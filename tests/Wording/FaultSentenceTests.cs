using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Wording;

public sealed class FaultSentenceTests
{
    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    public static TheoryData<Code> Codes => [.. Enum.GetValues<Code>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fault_has_a_sentence(FaultKind kind)
    {
        var said = FaultSentence.Of(new Fault(Code.Malformed, kind, "name", "type", "wanted"));
        said.ShouldNotBeNullOrWhiteSpace();
        said.ShouldNotEndWith(".");
        said.ShouldNotContain("  ");
    }

    [Fact]
    public void No_two_kinds_are_told_in_the_same_words_without_saying_the_same()
    {
        var told = Enum.GetValues<FaultKind>()
            .Select(kind => FaultSentence.Of(new Fault(Code.Malformed, kind, "n", "o", "w")));
        told.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_meaning(Code code) => CodeMeaning.Of(code).ShouldEndWith(".");

    [Theory]
    [InlineData(OddNameKind.Type, "event type a.b")]
    [InlineData(OddNameKind.Field, "field a.b of c.d")]
    [InlineData(OddNameKind.Attribute, "attribute a.b of c.d, whose data stands in `data`")]
    [InlineData(OddNameKind.Other, "(others)")]
    public void An_unknown_name_is_told_as_what_it_is(OddNameKind kind, string told) =>
        FaultSentence.Of(new OddName(kind, "a.b", "c.d")).ShouldBe(told);
}
