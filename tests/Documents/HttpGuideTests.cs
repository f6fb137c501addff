using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>The guide to the API, as a programmer tries it.</summary>
public class HttpGuideTests
{
    [Fact]
    [Trait("fault", "S2-29")]
    public async Task Every_request_of_the_guide_is_answered_as_it_shows()
    {
        using var terminal = new Terminal();
        (await terminal.TypeAsync("docs/HTTP.md")).ShouldBeGreaterThan(30);
    }
}
