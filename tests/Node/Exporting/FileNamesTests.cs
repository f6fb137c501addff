using Evenhand.Node.Exporting;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Exporting;

/// <summary>Every version that is exported has a file of its own.</summary>
[Trait("fault", "same-file")]
public sealed class FileNamesTests
{
    [Theory]
    [InlineData("plain", "2026.1", "plain-2026.1.md")]
    [InlineData("plain", "../../etc", "plain-.._.._etc.md")]
    [InlineData("plain", "1 of ä", "plain-1_of__.md")]
    public void A_name_has_only_what_every_system_takes(
        string policy,
        string version,
        string file
    ) => new FileNames().Of(policy, version).ShouldBe(file);

    [Fact]
    public void No_two_versions_get_one_name()
    {
        var names = new FileNames();
        var long1 = new string('9', 300);
        (string Policy, string Version)[] versions =
        [
            ("plain", "1/0"),
            ("plain", "1:0"),
            ("plain", "1_0"),
            ("plain", "1_0_2"),
            ("plain", "1.0a"),
            ("plain", "1.0A"),
            ("a", "1-2"),
            ("a-1", "2"),
            ("plain", long1 + "1"),
            ("plain", long1 + "2"),
        ];
        var files = versions.Select(each => names.Of(each.Policy, each.Version)).ToArray();
        files.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(versions.Length);
        files.ShouldAllBe(file => file.Length < 120);
    }
}
