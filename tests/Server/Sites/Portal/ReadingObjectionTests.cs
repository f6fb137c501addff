using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>An objection that is about words: from the line of a bill to the desk and back, in a browser.</summary>
public sealed class ReadingObjectionTests : IAsyncLifetime
{
    private const string Reading = "“additional fees”: started thousands count whole";

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05T09:00:00Z");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task Whoever_reads_the_words_otherwise_says_so_and_unclear_words_are_read_for_the_account()
    {
        await cast.OpenAsync("own");
        await cast.CaseAsync("own");
        await cast.UntilAsync("2026-02-03");
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("own"))
            .Then("open", "/portal/bills/2026-01-01/lines/api-calls")
            .Then("press", "This is not right")
            .Then("choose", "reading", Reading)
            .Then("write", "reason", "we paid for none")
            .Then("send", "Object")
            .Then("see", "Your appeal is opened")
            .Go();
        var stored = (await cast.ExportedAsync("own")).Single(line =>
            line.Contains("appeal.opened")
        );
        stored.ShouldContain("started thousands count whole. we paid for none");
        cast.Clock.Add(TimeSpan.FromMinutes(1));
        BrowserWalk
            .By(cast.Server, cast.Server.Server.ConsoleLink("cyd"))
            .Then("open", "/console/accounts/own?show=decisions")
            .Then("see", Reading)
            .Then("open", "/console/policies/stackcx/readings")
            .Then("see", "started thousands count whole")
            .Then("open", "/console/asked/own")
            .Then("press", "Decide the appeal")
            .Then("choose", "outcome", "unclear")
            .Then("write", "reason", "both are possible")
            .Then("send", "Decide the appeal")
            .Then("see", "Done.")
            .Go();
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("own"))
            .Then("open", "/portal/bills/2026-01-01/lines/api-calls")
            .Then("see", "Waived")
            .Go();
    }
}
