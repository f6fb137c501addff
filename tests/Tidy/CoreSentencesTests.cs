using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class CoreSentencesTests
{
    [Theory]
    [InlineData("\"there is no plan\"")]
    [InlineData("$\"{1} of {2}\"")]
    [InlineData("$\"no plan {1}\"")]
    [InlineData("\"refused: too late\"")]
    [InlineData("\"\"\"the account has ended\"\"\"")]
    public void A_sentence_is_caught(string text) =>
        ShouldBeCaught(CoreSentences.Check, "src/Core/Gate/Ask.cs", Saying(text));

    [Theory]
    [InlineData("\"over_limit\"")]
    [InlineData("\"uuuu-MM-dd\"")]
    [InlineData("$\"{1}-{2}\"")]
    [InlineData("string.Join(\", \", [])")]
    [InlineData("throw new System.InvalidOperationException($\"no known kind: {1}\")")]
    [InlineData("throw new Broken(\"a text comes twice\")")]
    public void A_word_a_form_and_the_message_of_an_exception_are_none(string text) =>
        ShouldBeTidy(CoreSentences.Check, "src/Core/Gate/Ask.cs", Saying(text));

    [Fact]
    public void A_comment_is_none() =>
        ShouldBeTidy(
            CoreSentences.Check,
            "src/Core/Gate/Ask.cs",
            Saying("\"a\"; // a sentence that says why")
        );

    [Fact]
    public void Elsewhere_sentences_may_stand() =>
        ShouldBeTidy(
            CoreSentences.Check,
            "src/Ledger/Some.cs",
            "namespace Evenhand.Ledger; class Some { string A() => \"the disk is full\"; }"
        );

    private static string Saying(string text) =>
        $"namespace Evenhand.Core.Gate; class Broken(string why) : System.Exception(why); class Ask {{ string A() => {text};\n }}";
}
