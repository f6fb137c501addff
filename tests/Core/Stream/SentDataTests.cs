using System.Text;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>Data counts where it stands, however it is written; what looks like data and stands elsewhere is told.</summary>
[Trait("fault", "E04")]
public class SentDataTests
{
    private const string Event =
        """{"specversion":"1.0","id":"1","source":"s","type":"seats.set","time":"2026-01-01T00:00:00Z","subject":"acme"MORE}""";

    private readonly ParsedLines lines = new();

    [Theory]
    [InlineData("")]
    [InlineData(",\"datacontenttype\":\"application/json\"")]
    [InlineData(",\"datacontenttype\":\"Application/JSON; charset=utf-8\"")]
    [InlineData(",\"datacontenttype\":\"text/json\"")]
    [InlineData(",\"datacontenttype\":\"application/vnd.seats+json\"")]
    [InlineData(",\"datacontenttype\":\"application\\/json\"")]
    [InlineData(",\"datacontenttype\":null")]
    public void Data_as_Base64_is_the_same_as_data(string type)
    {
        foreach (
            var data in new[] { Base64("""{"licensed":7}"""), $",\"data_base64\":null{Plain}" }
        )
            lines.SayTheSame(With(Plain), With(type + data)).ShouldBeTrue(data);
        lines.SayTheSame(With(Plain), With(Base64("""{"licensed":7}""") + type)).ShouldBeTrue();
    }

    [Fact]
    public void Data_may_come_before_the_type() =>
        lines
            .SayTheSame(With(Plain), "{" + Base64("""{"licensed":7}""")[1..] + "," + With("")[1..])
            .ShouldBeTrue();

    [Theory]
    [InlineData(",\"data_base64\":\"e30=\",\"data\":{}", "data and data_base64 both stand there")]
    [InlineData(",\"data\":{},\"data_base64\":\"e30=\"", "data and data_base64 both stand there")]
    [InlineData(",\"data_base64\":{}", "data_base64 is not a text")]
    [InlineData(",\"data_base64\":\"e30\"", "data_base64 is not Base64")]
    [InlineData(",\"data_base64\":\"{}\"", "data_base64 is not Base64")]
    [InlineData(
        ",\"data_base64\":\"e30=\",\"data_base64\":\"e30=\"",
        "the attribute data_base64 stands twice"
    )]
    [InlineData(
        ",\"datacontenttype\":\"text/xml\",\"data_base64\":\"e30=\"",
        "data_base64 is not JSON, as datacontenttype says; other data is not read"
    )]
    public void Data_that_is_not_read_is_refused(string more, string fault) =>
        lines.FaultOf(With(more)).ShouldBe(fault);

    [Theory]
    [InlineData("[]", "data_base64 is not an object")]
    [InlineData("7", "data_base64 is not an object")]
    [InlineData("", "data_base64 is not valid JSON")]
    [InlineData("{}{}", "data_base64 is not valid JSON")]
    [InlineData("{\"licensed\":", "data_base64 is not valid JSON")]
    [InlineData("{\"licensed\":1,\"licensed\":2}", "the field licensed stands twice")]
    public void What_the_data_holds_is_judged_as_any_other(string data, string fault) =>
        lines.FaultOf(With(Base64(data))).ShouldBe(fault);

    [Fact]
    public void Data_of_an_unknown_type_is_content() =>
        lines
            .SayTheSame(
                With(Base64("""{"a":1}""")).Replace("seats.set", "never.heard"),
                With(Base64("""{"a":2}""")).Replace("seats.set", "never.heard")
            )
            .ShouldBeFalse();

    [Theory]
    [InlineData(",\"Data\":{\"licensed\":7}", "Data")]
    [InlineData(",\"payload\":{\"licensed\":7}", "payload")]
    [InlineData(",\"licensed\":7", "licensed")]
    [InlineData(",\"Licensed\":7,\"data\":{\"restricted\":1}", "Licensed")]
    [InlineData(",\"licensed\":7,\"data\":{\"licensed\":1}", null)]
    [InlineData(",\"traceparent\":\"00-ab\",\"data\":{\"licensed\":1}", null)]
    [InlineData(",\"partitionkey\":\"7\"", null)]
    public void A_payload_that_stands_elsewhere_is_told(string more, string? name)
    {
        lines.FaultOf(With(more)).ShouldBeNull();
        lines.Parser.Unmatched.Counts.Keys.ShouldBe(
            name is null ? [] : [new OddName(OddNameKind.Attribute, name, "seats.set")]
        );
    }

    [Fact]
    public void No_Base64_makes_the_parser_fail()
    {
        var dice = new Random(7);
        var lines = new ParsedLines();
        for (var i = 0; i < 3_000; i++)
        {
            var data = new byte[dice.Next(40)];
            for (var at = 0; at < data.Length; at++)
                data[at] =
                    dice.Next(3) == 0
                        ? (byte)dice.Next(256)
                        : (byte)"{}[]\":,licensed7"[dice.Next(16)];
            var text = Convert.ToBase64String(data);
            if (dice.Next(4) == 0)
                text = text[..dice.Next(text.Length + 1)];
            var fault = lines.FaultOf(With($",\"data_base64\":\"{text}\""));
            fault?.Length.ShouldBeLessThan(200);
        }
    }

    private const string Plain = ",\"data\":{\"licensed\":7}";

    private static string With(string more) => Event.Replace("MORE", more);

    private static string Base64(string data) =>
        $",\"data_base64\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(data))}\"";
}
