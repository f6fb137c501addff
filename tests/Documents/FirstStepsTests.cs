using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>The first steps, as a newcomer takes them.</summary>
public class FirstStepsTests
{
    [Fact]
    [Trait("fault", "S2-29")]
    public async Task Every_command_of_the_first_steps_does_what_the_page_shows()
    {
        using var terminal = new Terminal();
        (await terminal.TypeAsync("docs/FIRST-STEPS.md")).ShouldBeGreaterThan(15);
    }
}
