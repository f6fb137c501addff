using System.Text;
using Evenhand.Node.Bodies;
using Evenhand.Node.Rejections;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Rejections;

/// <summary>The name of an element is found as far as it can be read.</summary>
public sealed class EnvelopesTests
{
    [Theory]
    [InlineData(
        """{"subject":"acme","data":{"id":"inner"},"id":"1","source":"s","type":"t"}""",
        "acme|s|1|t"
    )]
    [InlineData("""{"id":"1","subject":"acme","data":{"a":}""", "acme||1|")]
    [InlineData("""{"id":7,"type":null,"subject":["x"],"source":"s"}""", "|s||")]
    [InlineData("""{"id":"\ud800","source":"s"}""", "|||")]
    [InlineData("[1,2]", "|||")]
    [InlineData("nothing", "|||")]
    public void Of_one_element(string element, string expected) =>
        Shown(Envelopes.Of(Encoding.UTF8.GetBytes(element), BodyFormat.Single, [0])[0])
            .ShouldBe(expected);

    [Fact]
    public void Of_some_elements_of_a_body()
    {
        var lines = Encoding.UTF8.GetBytes("{\"id\":\"0\"}\n\n{\"id\":\"1\"}\n{\"id\":\"2\"}");
        Envelopes.Of(lines, BodyFormat.Lines, [0, 2]).Select(each => each.Id).ShouldBe(["0", "2"]);
        var array = Encoding.UTF8.GetBytes("""[{"id":"0"},{"id":"1"},{"id":"2"}]""");
        Envelopes
            .Of(array, BodyFormat.Array, [1, 1, 9])
            .Select(each => each.Id)
            .ShouldBe(["1", "1", null]);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var element = $$"""{"id":"{{new string('a', 5000)}}"}""";
        Envelopes
            .Of(Encoding.UTF8.GetBytes(element), BodyFormat.Single, [0])[0]
            .Id!.Length.ShouldBe(Envelopes.MostCharacters + 1);
    }

    private static string Shown(Envelope each) =>
        $"{each.Account}|{each.Source}|{each.Id}|{each.Type}";
}
