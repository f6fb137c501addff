using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class ExactTextTests
{
    private const string Map = """
        account: acme
        type: sms.sent
        times: { at: { column: at } }
        time: at
        fields:
          text: { column: body, required: true }
          user: { column: who }
        """;

    public static TheoryData<string> Texts =>
        [
            "a ",
            " a",
            "a\r\nb",
            "a\nb",
            "a\rb",
            "a\n",
            "\r\na",
            "a\u00A0",
            "a\t",
            " ",
            "\n\n",
            "a\n\n\nb",
            "say \"\"hi\"\" ",
            "\u2003a\u200B",
        ];

    [Theory]
    [Trait("fault", "E27")]
    [MemberData(nameof(Texts))]
    public void A_message_s_text_stays_by_the_letter(string body) =>
        Imported
            .By(Map, $"at,body,who\r\n2026-01-05T12:00:00Z,\"{body}\",x\r\n")
            .Data("text")
            .ShouldBe([body.Replace("\"\"", "\"")]);

    [Fact]
    [Trait("fault", "E27")]
    public void So_it_does_without_quotes() =>
        Imported
            .By(Map, "at,body,who\n2026-01-05T12:00:00Z, a ,x\n")
            .Data("text")
            .ShouldBe([" a "]);

    [Fact]
    [Trait("fault", "E27")]
    public void And_so_does_any_text_that_the_map_takes_as_text() =>
        Imported
            .By(
                Map.Replace(
                    "text: { column: body, required: true }",
                    "note: { column: body, as: text }"
                ),
                "at,body,who\n2026-01-05T12:00:00Z,\" a \",x\n"
            )
            .Data("note")
            .ShouldBe([" a "]);

    [Fact]
    public void Names_are_taken_without_outer_blanks() =>
        Imported
            .By(Map, "at,body,who\n2026-01-05T12:00:00Z,a, 201\n")
            .Data("user")
            .ShouldBe(["201"]);

    [Fact]
    [Trait("fault", "E27")]
    public void JSON_keeps_it_too() =>
        Imported
            .By(
                Map.Replace("column: ", "path: $."),
                """{"at":"2026-01-05T12:00:00Z","body":" a\r\n ","who":"x"}"""
            )
            .Data("text")
            .ShouldBe([" a\r\n "]);

    [Fact]
    [Trait("fault", "E27")]
    public void Half_a_character_is_rejected_and_not_replaced() =>
        Imported
            .By(
                Map.Replace("column: ", "path: $."),
                """{"at":"2026-01-05T12:00:00Z","body":"a\ud83d","who":"x"}"""
            )
            .Rejection.ShouldContain("half a surrogate");

    [Fact]
    public void A_word_for_nothing_is_a_text_in_quotes()
    {
        var map = Map + "\nfile: { empty: ['\\N', NULL, '-'] }";

        var imported = Imported.By(
            map,
            "at,body,who\n2026-01-05T12:00:00Z,\"NULL\",\\N\n2026-01-05T12:00:00Z,NULL,x\n"
        );

        imported.Data("text").ShouldBe(["NULL"]);
        imported.Data("user").ShouldBe([null]);
        imported.Rejection.ShouldContain("column `body` is empty");
    }
}
