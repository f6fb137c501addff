using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class ValuesTests
{
    /// <summary>What a field becomes whose map is <c>value</c>, for a row with one column of that text.</summary>
    private static Imported Import(
        string value,
        string text,
        string numbers = "{ country_code: 44, trunk_prefix: 0, international_prefix: '00' }"
    ) =>
        Imported.By(
            $$"""
            account: acme
            type: call.ended
            times: { at: { column: at } }
            time: at
            numbers: {{numbers}}
            fields: { field: {{value}} }
            """,
            $"at, x \n2026-01-05T09:00:00Z,{text}\n"
        );

    private static string? Value(string value, string text) => Import(value, text).Data("field")[0];

    [Theory]
    [InlineData("020 7946 0018", "+442079460018")]
    [InlineData("2079460018", "+442079460018")]
    [InlineData("+44 (20) 7946-0018", "+442079460018")]
    [InlineData("0016135550142", "+16135550142")]
    [InlineData("201", null)]
    [InlineData("anonymous", null)]
    [InlineData("+1234567890123456", null)]
    public void A_number_is_told_in_E164_or_not_at_all(string text, string? expected) =>
        Value("{ column: x, as: phone, when_none: omit }", text).ShouldBe(expected);

    [Theory]
    [InlineData("seconds", "90", "90")]
    [InlineData("milliseconds", "90500", "90.5")]
    [InlineData("minutes", "1.5", "90")]
    [InlineData("hours", "0.5", "1800")]
    [InlineData("clock", "1:02:03", "3723")]
    [InlineData("clock", "61:03", "3663")]
    public void A_duration_is_told_in_seconds(string unit, string text, string expected) =>
        Value($"{{ column: x, as: duration, unit: {unit} }}", text).ShouldBe(expected);

    [Theory]
    [InlineData("{ column: x, as: money, in: hundredths }", "60", "0.60")]
    [InlineData("{ column: x, as: money, negated: true }", "-0.0075", "0.0075")]
    [InlineData("{ column: x, as: count }", "3", "3")]
    [InlineData("{ column: x, as: number }", "-2.5", "-2.5")]
    [InlineData("{ column: x, values: { A: one, B: omit } }", "A", "one")]
    [InlineData("{ column: x, values: { A: one, B: omit } }", "B", null)]
    [InlineData("{ column: x, values: { A: one }, otherwise: other }", "C", "other")]
    [InlineData("{ column: x, default: 7 }", "", "7")]
    [InlineData("{ column: x }", "", null)]
    [InlineData("{ column: 2 }", "second", "second")]
    [InlineData("true", "", "True")]
    [InlineData(
        "{ column: x, classes: [{ class: short, length: [3, 4] }, { class: other }] }",
        "999",
        "short"
    )]
    [InlineData(
        "{ column: x, classes: [{ class: mobile, prefix: '+447' }, { class: other }] }",
        "07700900123",
        "mobile"
    )]
    [InlineData(
        "{ column: x, classes: [{ class: paid, prefix: '09' }, { class: omit }] }",
        "02079460018",
        null
    )]
    public void A_column_becomes_a_value(string value, string text, string? expected) =>
        Value(value, text).ShouldBe(expected);

    [Theory]
    [InlineData("{ column: x, as: duration }", "-1", "column `x`: the duration '-1' is negative")]
    [InlineData(
        "{ column: x, as: duration }",
        "1e3",
        "column `x`: '1e3' is not a duration in seconds, such as 90"
    )]
    [InlineData("{ column: x, as: count }", "2.5", "column `x`: '2.5' is not a whole number")]
    [InlineData(
        "{ column: x, as: money }",
        "-1",
        "column `x`: the amount '-1' comes out below zero; see `negated` in the map"
    )]
    [InlineData(
        "{ column: x, as: phone }",
        "201",
        "column `x`: not a telephone number under the map's `numbers`: '201'"
    )]
    [InlineData(
        "{ column: x, values: { Local: a } }",
        "Locale",
        "column `x`: the map has no value for 'Locale'; did you mean `Local`?"
    )]
    [InlineData("{ column: x, required: true }", "", "column `x` is empty")]
    public void A_value_that_makes_no_sense_rejects_its_row(
        string value,
        string text,
        string reason
    ) => Import(value, text).Rejection.ShouldBe("calls.csv:2: " + reason);

    [Fact]
    public void All_faults_of_a_row_are_said_at_once()
    {
        var imported = Imported.By(
            """
            account: { column: who }
            type: call.ended
            times: { at: { column: at } }
            time: at
            fields: { duration: { column: long, as: duration } }
            """,
            "at,who,long\nnoon,,x\n"
        );

        imported.Rejection.ShouldBe(
            "calls.csv:2: column `who` is empty; column `long`: 'x' is not a duration in seconds, such as 90; "
                + "column `at`: 'noon' is not a time as `iso`"
        );
    }

    [Fact]
    public void Rows_that_the_map_skips_are_neither_written_nor_rejected()
    {
        var imported = Imported.By(
            """
            account: acme
            type: call.ended
            times: { at: { column: at } }
            time: at
            skip:
              - { column: state, is: [busy, failed] }
              - { column: at, empty: true }
              - { column: state, starts_with: test- }
            """,
            "at,state\n2026-01-05T09:00:00Z,done\n2026-01-05T09:00:00Z,busy\n,done\n2026-01-05T09:00:00Z,test-1\n"
        );

        (imported.Summary.Written, imported.Summary.Skipped, imported.Summary.Rejected).ShouldBe(
            (1, 3, 0)
        );
    }
}
