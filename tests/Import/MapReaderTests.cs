using System.Collections.Immutable;
using Evenhand.Import;
using Evenhand.Notation;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class MapReaderTests
{
    private const string Good = """
        account: acme
        type: call.ended
        times: { at: { column: at } }
        time: at
        """;

    private static string[] Problems(string yaml)
    {
        MapReader.Read(yaml, "m.yaml", out ImmutableArray<Problem> problems);
        return [.. problems.Select(problem => problem.ToString())];
    }

    [Fact]
    public void A_map_without_a_name_has_that_of_its_file_and_so_has_the_source()
    {
        var map = MapReader.Read(Good, "maps/exchange.yaml", out _);

        map.ShouldNotBeNull();
        (map.Name, map.Source).ShouldBe(("exchange", "exchange"));
    }

    [Fact]
    public void An_unknown_key_is_a_problem_with_its_place_and_the_nearest_valid_name() =>
        Problems(Good + "\nfeilds: {}")
            .ShouldBe(["m.yaml:5:1: unknown key `feilds`; did you mean `fields`?"]);

    [Theory]
    [InlineData(
        "time_zone: Europe/Londn",
        "m.yaml:5:12: no time zone 'Europe/Londn' in the IANA data; did you mean `Europe/London`?"
    )]
    [InlineData(
        "shift: a while",
        "m.yaml:5:8: `shift` is 'a while'; a shift is a whole number of weeks or days, such as `627 weeks` or `-3 days`"
    )]
    [InlineData(
        "file: { delimiter: ab }",
        "m.yaml:5:20: `delimiter` is 'ab'; it is one character, such as \";\", or `tab`"
    )]
    [InlineData(
        "fields: { a: { column: x, as: phon } }",
        "m.yaml:5:31: `as` is 'phon'; it can be text, number, count, duration, money, phone, length; did you mean `phone`?"
    )]
    [InlineData(
        "fields: { a: { column: x, as: text, values: {} } }",
        "m.yaml:5:14: `as` and `values` exclude each other"
    )]
    [InlineData(
        "fields: { a: { from: at, to: att } }",
        "m.yaml:5:30: `to` is 'att', which is no time declared above under `times`; did you mean `at`?"
    )]
    [InlineData(
        "skip: [{ column: x }]",
        "m.yaml:5:8: a condition needs `is`, `is_not`, `starts_with`, `ends_with`, `contains` or `empty`"
    )]
    [InlineData(
        "fields: [a]",
        "m.yaml:5:9: `fields` has keys of its own, as in `{ column: NAME }`"
    )]
    public void A_wrong_value_is_a_problem_with_its_place(string line, string expected) =>
        Problems(Good + "\n" + line).ShouldBe([expected]);

    [Fact]
    public void A_column_of_a_file_without_a_header_must_be_among_those_it_names() =>
        Problems(Good + "\nfile: { header: false, columns: [start, end] }")
            .ShouldBe(["m.yaml:3:24: no column 'at' in `file.columns`"]);

    [Fact]
    public void All_problems_are_said_at_once_in_the_order_of_the_file() =>
        Problems("acount: a\ntype: t\nshift: x\n")
            .ShouldBe(
                [
                    "m.yaml:1:1: `account` is missing: a constant, or `{ column: NAME }`",
                    "m.yaml:1:1: `time` is missing: which of the `times` is the event's",
                    "m.yaml:1:1: unknown key `acount`; did you mean `account`?",
                    "m.yaml:3:8: `shift` is 'x'; a shift is a whole number of weeks or days, such as `627 weeks` or `-3 days`",
                ],
                ignoreOrder: true
            );

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("a: b: c")]
    [InlineData("a: &x [*x]")]
    [InlineData("type: 1\ntype: 2")]
    [InlineData("\t")]
    public void What_is_no_map_is_a_problem_and_never_an_exception(string yaml) =>
        Problems(yaml).ShouldNotBeEmpty();

    [Fact]
    public void Aliases_of_aliases_are_bounded()
    {
        var bomb = string.Join(
            "\n",
            Enumerable
                .Range(1, 40)
                .Select(i =>
                    $"k{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]"
                )
        );

        Problems("k0: &a0 x\n" + bomb)
            .ShouldHaveSingleItem()
            .ShouldContain("has more than 20,000 nodes");
    }
}
