using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>The first commands that anybody sees, and what they show.</summary>
public class ReadmeTests
{
    [Fact]
    [Trait("fault", "S2-29")]
    public async Task What_the_first_page_shows_is_what_its_commands_print()
    {
        using var terminal = new Terminal("policies");
        (await terminal.TypeAsync("README.md")).ShouldBeGreaterThan(0);
    }
}
