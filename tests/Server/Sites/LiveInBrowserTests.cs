using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>Figures that keep up while somebody looks, in a browser that holds our own policy of content.</summary>
public sealed class LiveInBrowserTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.SendAsync("own", "api.called", """{"count":40000}""");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public void What_changes_stands_on_the_page_and_what_comes_waits_to_be_shown()
    {
        BrowserWalk
            .By(cast.Server, cast.Server.Server.ConsoleLink("bob"))
            .Then("open", "/console/desk?state=")
            .Then("see", "Nobody is beyond anything")
            .Then("note", "one")
            .Then("report", Called("c1", 11000))
            .Then("shown", "Something came, went or changed places here.")
            .Then("see", "Nobody is beyond anything")
            .Then("send", "Show it")
            .Then("see", "Established")
            .Then("hidden", "#news p")
            .Then("open", "/console/accounts/own")
            .Then("note", "two")
            .Then("see", "51,000 of 50,000")
            .Then("report", Called("c2", 500))
            .Then("see", "51,500 of 50,000")
            .Then("noted", "two")
            .Go();
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("own"))
            .Then("see", "51,500 of 50,000")
            .Then("click", "summary", "")
            .Then("note", "three")
            .Then("report", Called("c3", 500))
            .Then("see", "52,000 of 50,000")
            .Then("visible", "details[open]")
            .Then("noted", "three")
            .Go();
    }

    [Fact]
    public async Task The_chart_of_an_allowance_is_drawn_in_the_place_of_the_bars_and_the_table_stands()
    {
        await cast.UntilAsync("2026-01-08");
        await cast.SendAsync("own", "api.called", """{"count":2000}""");
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("own"))
            .Then("open", "/portal/usage/api-calls")
            .Then("visible", "figure.chart canvas[role=img]")
            .Then("see", "This billing month")
            .Then("see", "Even pace")
            .Then("click", "summary", "As a table")
            .Then("visible", "details[open] table")
            .Go();
    }

    private string Called(string id, int count) =>
        TestEvents.Line(
            "own",
            id,
            "api.called",
            $$"""{"count":{{count}}}""",
            cast.Clock.GetUtcNow()
        );
}
