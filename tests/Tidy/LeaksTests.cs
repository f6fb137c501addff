using Shouldly;
using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

/// <summary>The planted texts are put together here, so that this file does not break the rule it tests.</summary>
public sealed class LeaksTests
{
    [Theory]
    [InlineData("cd /", "work/main")]
    [InlineData("see /", "root/.bashrc")]
    [InlineData("out: /", "home/alice/evenhand")]
    [InlineData("--out /", "tmp/evenhand-site")]
    [InlineData("C:", @"\Users\alice")]
    public void A_path_of_one_machine_is_caught(string start, string end) =>
        ShouldBeCaught(Leaks.Check, "docs/page.md", start + end);

    [Theory]
    [InlineData("<add value=\"https://", "api.nuget.org/v3/index.json\" />")]
    [InlineData("registry=http://", "registry.example.org/npm")]
    public void A_package_source_is_caught(string start, string end) =>
        ShouldBeCaught(Leaks.Check, "nuget.config", start + end);

    [Theory]
    [InlineData("-----BEGIN RSA ", "PRIVATE KEY-----")]
    [InlineData("id = AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("token: ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("\"password\"", ": \"correct-horse\"")]
    public void What_looks_like_a_secret_is_caught(string start, string end) =>
        ShouldBeCaught(Leaks.Check, "deploy/settings.json", start + end);

    [Fact]
    public void A_secret_is_not_repeated_in_the_message() =>
        Findings(Leaks.Check, "a.json", "{ \"api_key\": " + "\"0123456789abcdef\" }")
            .ShouldNotContain("0123456789");

    [Theory]
    [InlineData("docs at https://nodatime.org/ and src/work/x, ./root/y, ~/work")]
    [InlineData("password = options.Password; \"password\": \"${PASSWORD}\"")]
    public void Relative_paths_ordinary_links_and_variables_are_no_violation(string text) =>
        ShouldBeTidy(Leaks.Check, "docs/page.md", text);

    [Fact]
    public void Lock_files_are_left_to_the_tool_that_writes_them() =>
        ShouldBeTidy(Leaks.Check, "src/Core/packages.lock.json", "/" + "work/main");
}
