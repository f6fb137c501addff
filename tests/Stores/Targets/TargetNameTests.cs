using Evenhand.Stores.Targets;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>Names of copies: whatever a thing is called, harmless and its own.</summary>
public sealed class TargetNameTests
{
    [Theory]
    [InlineData("call-0001.mp3", "call-0001.mp3")]
    [InlineData("2026-11-29_b", "2026-11-29_b")]
    [InlineData("../../etc/passwd", "etc_passwd~")]
    [InlineData("Call 17", "call_17~")]
    [InlineData("con", "con~")]
    [InlineData("aux.txt", "aux.txt~")]
    [InlineData(".hidden", "hidden~")]
    [InlineData("", "~")]
    public void A_name_reads_like_its_things(string thing, string begins) =>
        $"{TargetName.Of(thing)}".ShouldStartWith(begins);

    [Fact]
    public void No_name_is_a_path_or_longer_than_file_systems_take() =>
        Prop.ForAll<string>(thing =>
                $"{TargetName.Of(thing ?? "")}" is { Length: > 0 and < 200 } name
                && name.All(each =>
                    char.IsAsciiLetterLower(each)
                    || char.IsAsciiDigit(each)
                    || "-_.~".Contains(each)
                )
                && name[0] != '.'
                && !name.Contains("..~")
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Things_that_differ_in_anything_have_names_that_differ_in_more_than_case()
    {
        string[] things =
        [
            "Call-1",
            "call-1",
            "CALL-1",
            "call_1",
            "call/1",
            "call 1",
            "call-1 ",
            new('a', 300),
            new('a', 301),
        ];
        things
            .Select(thing => $"{TargetName.Of(thing)}".ToLowerInvariant())
            .Distinct()
            .Count()
            .ShouldBe(things.Length);
    }
}
