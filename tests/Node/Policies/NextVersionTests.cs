using Evenhand.Node.Policies;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Policies;

/// <summary>What the next version is called.</summary>
public class NextVersionTests
{
    [Theory]
    [InlineData("2020.3.2", "2020.3.3")]
    [InlineData("9", "10")]
    [InlineData("2024-draft", "2025-draft")]
    [InlineData("first", "first.1")]
    public void The_next_version_counts_the_last_number_on(string version, string next) =>
        NextVersion.After(version, _ => true).ShouldBe(next);

    [Fact]
    public void A_version_that_is_taken_is_not_proposed() =>
        NextVersion.After("1.9", each => each is not ("1.10" or "1.11")).ShouldBe("1.12");
}
