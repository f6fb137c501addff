using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>The portal in a language: of the browser, or as it was chosen; whole, with nothing of another in it.</summary>
public sealed class PortalLanguageTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.CaseAsync("own");
        for (var each = 0; each < 120; each++)
            await cast.SendAsync("own", "api.called", """{"count":700,"operation":"read"}""");
        await cast.UntilAsync("2026-02-06");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Theory]
    [InlineData("de", "de")]
    [InlineData("fr, de-CH;q=0.8, en;q=0.9", "en")]
    [InlineData("fr, de-CH;q=0.8, en;q=0.3", "de")]
    [InlineData("de;q=0, *", "en")]
    [InlineData("no language at all;;;", "en")]
    [InlineData(null, "en")]
    public async Task The_browser_says_which_language_is_read_best(string? accepted, string tag)
    {
        var own = await AsAsync(accepted);
        var page = await own.OpenAsync("/portal/bills");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain($"<html lang=\"{tag}\">");
    }

    [Fact]
    public async Task Another_language_is_chosen_on_each_page_and_stays_chosen()
    {
        var own = await AsAsync("en");
        var page = await own.OpenAsync("/portal/bills?a=b");
        page.Body.ShouldContain(
            "href=\"/language/de?return=%2Fportal%2Fbills%3Fa%3Db\" lang=\"de\" hreflang=\"de\">Deutsch</a>"
        );
        var chosen = await own.FollowAsync(
            await own.OpenAsync("/language/de?return=%2Fportal%2Fbills%3Fa%3Db")
        );
        chosen.Body.ShouldContain("<html lang=\"de\">");
        chosen.Body.ShouldContain("<h1>Rechnungen</h1>");
        (await own.OpenAsync("/portal")).Body.ShouldContain("<html lang=\"de\">");
        chosen.Body.ShouldContain(">English</a>");
        await own.OpenAsync("/language/en");
        (await own.OpenAsync("/portal")).Body.ShouldContain("<html lang=\"en\">");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/portal")]
    [InlineData("/portal//elsewhere")]
    [InlineData("/portals")]
    [InlineData("/v1/accounts")]
    public async Task A_choice_leads_to_pages_of_ours_alone(string to)
    {
        var answer = await cast.Server.GetAsync(
            $"/language/de?return={Uri.EscapeDataString(to)}",
            key: null
        );
        answer.Fields["Location"].ShouldBe("/portal");
        (await cast.Server.GetAsync("/language/xx", key: null)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Nothing_in_English_is_left_in_the_German_portal()
    {
        await SayAllAsync();
        await cast.UntilAsync("2026-03-06");
        var own = await AsAsync("de");
        var seen = 0;
        foreach (
            var row in AccessTable.Rows.Where(row =>
                row is { Pages: PagesFor.Portal, Method: "GET" }
                && !row.Pattern.EndsWith(".csv")
                && !row.Pattern.EndsWith("json")
                && !row.Pattern.EndsWith(PageActs.Reasons)
                && !row.Pattern.EndsWith(PageActs.Changes)
                && row.Pattern != PageActs.StoredBytes
                && row.Pattern != PageActs.StoredPart
            )
        )
        {
            var page = await own.OpenAsync(
                row.Pattern.Replace("{clause}", "api-calls").Replace("{cycle}", "2026-01-01")
            );
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
            LeftInEnglish.On(page.Body, "example").ShouldBeEmpty($"on {row.Pattern}:\n{page.Body}");
            seen++;
        }
        seen.ShouldBeGreaterThan(8);
        var missing = await own.OpenAsync("/portal/bills/1999-01-01");
        missing.Status.ShouldBe(HttpStatusCode.NotFound);
        missing.Body.ShouldContain("Diese Rechnung gibt es nicht.");
        LeftInEnglish.On(missing.Body).ShouldBeEmpty(missing.Body);
    }

    [Fact]
    public async Task English_is_found_where_it_is_left()
    {
        var page = (await (await AsAsync("en")).OpenAsync("/portal/told")).Body;
        LeftInEnglish.On(page).ShouldNotBeEmpty();
        LeftInEnglish.On("<p>Nichts <b>paused</b></p>").ShouldBe(["paused"]);
        LeftInEnglish.On("<p><span lang=\"en\">paused</span> nicht</p>").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_typed_and_refused_is_in_the_language_too()
    {
        var own = await AsAsync("de");
        const string page = "/portal/usage/api-calls";
        var done = await own.DoAsync(
            page,
            $"{page}/exception",
            ("from", "2026-02-07"),
            ("to", "2026-02-10"),
            ("amount", "90.000,5"),
            ("reason", "ein Umzug")
        );
        done.Body.ShouldContain("Ihre Bitte liegt beim Anbieter");
        var asked = (await cast.Server.GetAsync("/v1/accounts/own/exceptions")).Json;
        asked.GetProperty("items")[0].GetProperty("amount").GetString().ShouldBe("90000.5");
        var refused = await own.FillAsync(
            "/portal/limits",
            "/portal/limits/recipients",
            ("email", "x@y.example"),
            ("percent", "viel")
        );
        refused.Body.ShouldContain("Prozent sind eine ganze Zahl.");
        LeftInEnglish.On(refused.Body, "example").ShouldBeEmpty(refused.Body);
    }

    /// <summary>Every kind of thing that an account's people say.</summary>
    private async Task SayAllAsync()
    {
        var own = await AsAsync("de");
        const string line = "/portal/bills/2026-01-01/lines/api-calls";
        await own.DoAsync(line, $"{line}/question", ("reason", "?"));
        await own.DoAsync(line, $"{line}/appeal", ("reason", "?"));
        const string allowance = "/portal/usage/api-calls";
        await own.DoAsync(
            allowance,
            $"{allowance}/exception",
            ("from", "2026-02-07"),
            ("to", "2026-02-10"),
            ("reason", "?")
        );
        await own.DoAsync(
            "/portal/limits",
            "/portal/limits/recipients",
            ("email", "x@y.example"),
            ("percent", "80"),
            ("digest", "08:00")
        );
    }

    private async Task<Visitor> AsAsync(string? accepted)
    {
        var visitor = Visitor.To(cast.Server);
        visitor.Accepts = accepted;
        await visitor.OpenAsync(cast.Server.Server.PortalLink("own"));
        return visitor;
    }
}
