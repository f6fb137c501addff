using System.Text;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

public sealed class EventParserTests
{
    private const string Good =
        """{"specversion":"1.0","id":"1","source":"s","type":"seats.set","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"licensed":3}}""";

    private readonly ParsedLines lines = new();

    [Fact]
    public void An_event_is_read() => lines.FaultOf(Good).ShouldBeNull();

    [Theory]
    [InlineData("", "not valid JSON at column 1")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{\"id\":}", "not valid JSON at column 7")]
    [InlineData("{}", "the attribute specversion is missing")]
    [InlineData("{\"id\":\"1\"", "not valid JSON at column 10")]
    public void What_is_no_event_is_rejected(string line, string fault) =>
        lines.FaultOf(line).ShouldBe(fault);

    [Theory]
    [InlineData("\"1.0\"", "\"0.3\"", "specversion is not \"1.0\"")]
    [InlineData("\"1.0\"", "1.0", "specversion is not \"1.0\"")]
    [InlineData("\"id\":\"1\"", "\"id\":1", "id is not a text of 1 to 1024 bytes")]
    [InlineData("\"id\":\"1\"", "\"id\":\"\"", "id is not a text of 1 to 1024 bytes")]
    [InlineData("\"source\":\"s\"", "\"source\":null", "source is not a text of 1 to 1024 bytes")]
    [InlineData("\"acme\"", "[]", "subject is not a text of 1 to 1024 bytes")]
    [InlineData("\"subject\":\"acme\",", "", "the attribute subject is missing")]
    [InlineData("\"seats.set\"", "{}", "type is not a text of 1 to 256 bytes")]
    [InlineData("{\"licensed\":3}", "[3]", "data is not an object")]
    [InlineData("{\"licensed\":3}", "null", "data is not an object")]
    [InlineData("3}}", "3}} {}", "not valid JSON at column 133")]
    [InlineData("\"acme\"", "\"ac\0me\"", "not valid JSON at column 106")]
    [InlineData("\"acme\"", "\"\\ud800\"", "not valid text: half of a surrogate pair")]
    public void What_is_wrong_with_an_event_is_said(string part, string instead, string fault) =>
        lines.FaultOf(Good.Replace(part, instead)).ShouldBe(fault);

    [Fact]
    public void Any_character_of_an_instant_may_stand_escaped()
    {
        const string There = "2026-01-01T01:00:00+01:00";
        var escaped = There.Replace("+", "\\u002B");
        lines.FaultOf(Good.Replace("2026-01-01T00:00:00Z", escaped)).ShouldBeNull();
        lines
            .SayTheSame(
                Good.Replace("2026-01-01T00:00:00Z", There),
                Good.Replace("2026-01-01T00:00:00Z", escaped)
            )
            .ShouldBeTrue();
        var zeros = string.Concat(Enumerable.Repeat("\\u0030", 60));
        lines.FaultOf(Good.Replace("2026-01-01T00:00:00Z", zeros)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("2026-01-01T00:00:00.12345678")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("2026-01-01T00:00:00.1")]
    [InlineData("2016-12-31T23:59:61Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:00:00+24:00")]
    [InlineData("2026-01-01T00:00:00+0100")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("12026-01-01T00:00:00Z")]
    [InlineData("２026-01-01T00:00:00Z")]
    public void A_time_out_of_range_or_shape_is_rejected(string time) =>
        lines
            .FaultOf(Good.Replace("2026-01-01T00:00:00Z", time))
            .ShouldBe("time is not an RFC 3339 instant such as 2026-01-31T09:30:00Z");

    [Theory]
    [InlineData("2199-12-31T23:59:59.9999999Z", null)]
    [InlineData("2199-12-31T23:30:00-00:30", "time is beyond the year 2199")]
    [InlineData("9998-01-01T00:00:00Z", "time is beyond the year 2199")]
    public void A_time_that_nobody_lives_to_see_is_rejected(string time, string? fault) =>
        lines.FaultOf(Good.Replace("2026-01-01T00:00:00Z", time)).ShouldBe(fault);

    [Theory]
    [InlineData("\"id\":\"1\",", "\"id\":\"1\",\"id\":\"1\",", "the attribute id stands twice")]
    [InlineData("\"id\":", "\"x\":1,\"x\":1,\"id\":", "the attribute x stands twice")]
    [InlineData("\"id\":", "\"x\":1,\"\\u0078\":1,\"id\":", "the attribute \\u0078 stands twice")]
    [InlineData("3}", "3,\"licensed\":3}", "the field licensed stands twice")]
    [InlineData("3}", "3,\"l\\u0069censed\":3}", "the field licensed stands twice")]
    [InlineData("3}", "3,\"odd\":1,\"odd\":1}", "the field odd stands twice")]
    [InlineData("seats.set", "never.heard\",\"x\":\"", null)]
    public void No_name_may_stand_twice_in_an_object(string part, string more, string? fault) =>
        lines.FaultOf(Good.Replace(part, more)).ShouldBe(fault);

    [Theory]
    [InlineData("""{"act":"seats.set","act":"seats.set"}""", "the field act stands twice")]
    [InlineData("""{"act":"seats.set","with":{},"with":{}}""", "the field with stands twice")]
    [InlineData(
        """{"act":"seats.set","with":{"licensed":1,"licensed":1}}""",
        "the field licensed stands twice"
    )]
    [InlineData("""{"act":"seats.set","odd":1,"odd":2}""", "the field odd stands twice")]
    [InlineData("""{"act":"seats.set","with":[]}""", "with is not an object")]
    [InlineData("""{"act":"seats.set","with":7}""", "with is not an object")]
    [InlineData(
        """{"act":"seats.set","acknowledged":"yes"}""",
        "acknowledged is not true or false"
    )]
    [InlineData("""{"act":"gate.asked"}""", "an ask cannot be asked about")]
    [InlineData("""{"act":null}""", "act is not a text of 1 to 256 bytes")]
    [InlineData("{}", "gate.asked names no act")]
    [InlineData("""{"act":"seats.set","with":null,"acknowledged":null}""", null)]
    [InlineData("""{"with":{"licensed":1},"act":"seats.set"}""", null)]
    public void An_ask_is_checked_like_its_act(string data, string? fault) =>
        lines
            .FaultOf(Good.Replace("seats.set", "gate.asked").Replace("{\"licensed\":3}", data))
            .ShouldBe(fault);

    [Theory]
    [InlineData("""{"date":"2026-01-01","rates":{}}""", "fx.published has no base currency")]
    [InlineData(
        """{"base":"eur","date":"2026-01-01","rates":{}}""",
        "fx.published has no base currency"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-02-30","rates":{}}""",
        "fx.published has no date such as 2026-01-31"
    )]
    [InlineData("""{"base":"EUR","date":"2026-01-01"}""", "fx.published has no rates")]
    [InlineData("""{"base":"EUR","date":"2026-01-01","rates":[]}""", "fx.published has no rates")]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"usd":1}}""",
        "usd is no currency such as USD"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"USD":0}}""",
        "the rate of USD is not a positive decimal"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"USD":-1}}""",
        "the rate of USD is not a positive decimal"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"USD":1e-30}}""",
        "the rate of USD is not a positive decimal"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"USD":" 1"}}""",
        "the rate of USD is not a positive decimal"
    )]
    [InlineData(
        """{"base":"EUR","date":"2026-01-01","rates":{"USD":1,"USD":1}}""",
        "the rate of USD stands twice"
    )]
    [InlineData(
        """{"base":"EUR","base":"EUR","date":"2026-01-01","rates":{}}""",
        "the field base stands twice"
    )]
    [InlineData("""{"base":"EUR","date":"2026-01-01","rates":{"USD":"1.0843"}}""", null)]
    public void Rates_are_a_date_a_base_and_positive_decimals(string data, string? fault) =>
        lines
            .FaultOf(
                Good.Replace("seats.set", "fx.published")
                    .Replace("\"subject\":\"acme\",", "")
                    .Replace("{\"licensed\":3}", data)
            )
            .ShouldBe(fault);

    [Fact]
    public void Invalid_UTF_8_is_rejected_wherever_it_stands()
    {
        foreach (var place in new[] { "acme", "licensed", "specversion", "odd-key", "odd-value" })
        {
            var line = Encoding.UTF8.GetBytes(
                Good.Replace("3}", "3,\"odd-key\":{\"deep\":[\"odd-value\"]}}")
            );
            line[line.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) + 1] = 0xFF;
            lines.FaultOf(line).ShouldBe("not valid UTF-8", place);
        }
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "nested deeper than 32 levels at column 167")]
    [InlineData(500_000, "nested deeper than 32 levels at column 167")]
    public void Nesting_has_a_bound(int depth, string? fault)
    {
        var deep = new string('[', depth) + new string(']', depth);
        lines.FaultOf(Good.Replace("3}", $"3,\"odd\":{deep}}}")).ShouldBe(fault);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1025, "id is not a text of 1 to 1024 bytes")]
    [InlineData(1_000_000, "id is not a text of 1 to 1024 bytes")]
    public void Ids_have_a_bound(int length, string? fault) =>
        lines
            .FaultOf(Good.Replace("\"id\":\"1\"", $"\"id\":\"{new string('i', length)}\""))
            .ShouldBe(fault);

    [Fact]
    public void Unknown_names_are_remembered_up_to_a_bound()
    {
        var odd = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\":1"));
        lines.FaultOf(Good.Replace("3}", $"3,{odd}}}")).ShouldBeNull();

        var more = new UnmatchedNames();
        more.Type("another");
        more.Add(lines.Parser.Unmatched);

        lines.Parser.Unmatched.Counts.Count.ShouldBe(UnmatchedNames.MaxNames + 1);
        more.Counts.Count.ShouldBe(UnmatchedNames.MaxNames + 1);
        more.Counts.Values.Sum().ShouldBe(100_001);
    }

    [Theory]
    [InlineData("\"odd\":1", "\"odd\":2")]
    [InlineData("\"odd\":\"1\"", "\"odd\":1")]
    [InlineData("\"odd\":[1,2]", "\"odd\":[2,1]")]
    [InlineData("\"odd\":1", "\"other\":1")]
    public void Unknown_fields_are_content(string one, string other) =>
        lines
            .SayTheSame(Good.Replace("3}", $"3,{one}}}"), Good.Replace("3}", $"3,{other}}}"))
            .ShouldBeFalse();

    [Theory]
    [InlineData("seats.set", "never.heard", "heard.never")]
    [InlineData("3}", "\"x\"}", "\"y\"}")]
    public void What_the_catalogue_cannot_read_is_content(string part, string one, string other) =>
        lines.SayTheSame(Good.Replace(part, one), Good.Replace(part, other)).ShouldBeFalse();

    [Theory]
    [InlineData("\"act\":\"never.heard\"")]
    [InlineData("\"act\":\"never.heard\",\"with\":{\"a\":1}")]
    [InlineData("\"with\":{\"a\":1},\"act\":\"never.heard\"")]
    [Trait("fault", "typo-act")]
    public void An_ask_about_an_unknown_act_is_no_ask(string data) =>
        lines
            .FaultOf(Good.Replace("seats.set", "gate.asked").Replace("\"licensed\":3", data))
            .ShouldBe("the catalogue knows no act never.heard");

    [Fact]
    public void White_space_order_and_escapes_are_not_content() =>
        lines
            .SayTheSame(
                Good.Replace("3}", "3,\"odd\":[1, {\"a\" : 2}]}"),
                Good.Replace("{\"licensed\":3}", "{\"odd\":[1,{\"a\":2}], \"licens\\u0065d\":3}")
            )
            .ShouldBeTrue();
}
