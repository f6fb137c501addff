using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>
/// The vectors are texts with the segments that two widely used counters find. They differ on one, `flag33`: a text
/// of flags, each of which is two characters. We keep characters whole, as 3GPP TS 23.040 does, and not pairs of
/// them that a screen happens to draw as one picture; so does the second counter (2 parts, the first finds 3).
/// </summary>
public class MessageShapeTests
{
    private static readonly Dictionary<string, JsonNode> Vectors = JsonNode
        .Parse(File.ReadAllText(RepositoryFile.PathOf("tests/Core/Stream/sms_vectors.json")))!
        .AsArray()
        .ToDictionary(vector => (string)vector!["id"]!, vector => vector!);

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_has_the_encoding_and_parts_that_networks_give_it(string name)
    {
        var vector = Vectors[name];
        var shape = ShapeOf((string)vector["text"]!);
        var encoding =
            (string)vector["encoding"]! == "GSM-7" ? MessageShape.Gsm7 : MessageShape.Ucs2;
        shape[0].ShouldBe(encoding);
        Parts(shape).ShouldBe((long)vector["splitsms_segments"]!);
        if (name != "flag33")
            Parts(shape).ShouldBe((long)vector["twilio_segments"]!);
    }

    [Fact]
    public void There_are_seventy_two_vectors_and_all_but_one_are_agreed_on()
    {
        Vectors.Count.ShouldBe(72);
        Vectors.Values.Where(vector => !(bool)vector["agree"]!).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_shape_keeps_no_character_of_the_text()
    {
        ShapeOf("secret").ShouldBe(ShapeOf("Hallo!"));
        ShapeOf("a€b").ShouldBe(ShapeOf("x[y"));
        ShapeOf("тайна").ShouldBe(ShapeOf("hell😊"[..4] + "ж"));
    }

    [Fact]
    public void Text_that_is_not_valid_has_no_shape() =>
        MessageShape.TryWrite([0x61, 0xC3, 0x28], []).ShouldBeFalse();

    [Fact]
    public void Parts_are_as_few_as_whole_characters_allow() =>
        Laws.Hold(
            300,
            Gen.ListOf(Gen.Elements("a", "€", "ж", "😀", "é", "\n"), 400),
            characters =>
            {
                var shape = ShapeOf(string.Concat(characters));
                var isGsm = shape[0] == MessageShape.Gsm7;
                int[] widths =
                [
                    .. characters.Select(each => each == "😀" || isGsm && each == "€" ? 2 : 1),
                ];
                var (single, several) = isGsm ? (160, 153) : (70, 67);
                long expected = 1;
                var used = 0;
                foreach (var width in widths)
                    (expected, used) =
                        used + width > several ? (expected + 1, width) : (expected, used + width);
                Parts(shape).ShouldBe(widths.Sum() <= single ? 1 : expected);
            }
        );

    private static byte[] ShapeOf(string text)
    {
        var shape = new List<byte>();
        MessageShape.TryWrite(Encoding.UTF8.GetBytes(text), shape).ShouldBeTrue();
        return [.. shape];
    }

    private static long Parts(byte[] shape) =>
        shape[0] == MessageShape.Gsm7
            ? MessageShape.Parts(shape, 160, 153, asWritten: false)
            : MessageShape.Parts(shape, 70, 67, asWritten: false);
}
