using System.Net;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>A bill as the vendor's people see it: final or not, as rows, as it would be today, and on paper.</summary>
public sealed class StatementPageTests : IAsyncLifetime
{
    private const string Page = "/console/accounts/own/bills/2026-01-01";

    /// <summary>Prints the page as somebody does whose screen is dark.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        const [, , executablePath, server, link, path] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const page = await (await browser.newContext({ colorScheme: 'dark', viewport: { width: 643, height: 900 } })).newPage();
        await page.goto(server + link);
        await page.waitForURL(url => !url.pathname.endsWith('/open'));
        await page.goto(server + path);
        await page.emulateMedia({ media: 'print' });
        const shown = what => page.evaluate(what => Array.from(document.querySelectorAll(what)).filter(each => each.getClientRects().length > 0).length, what);
        console.log('ground', await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        console.log('ways', await shown('nav, button, form, .on'));
        console.log('tables', await page.evaluate(() => getComputedStyle(document.querySelector('table')).display));
        console.log('paper', (await page.pdf({ format: 'A4' })).length > 1000);
        await browser.close();
        """;

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.SendAsync("own", "api.called", """{"count":51000,"operation":"read"}""");
        await cast.UntilAsync("2026-02-06");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task It_names_its_version_by_hash_and_is_had_as_rows_and_as_it_would_be_stated_today()
    {
        var ann = await AsAsync("ann");
        var page = await ann.OpenAsync(Page);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        var hash = cast
            .Server.Server.Node.Policies()
            .Single(each => each.Version.Name == "stackcx")
            .Version.Hash;
        WebUtility.HtmlDecode(page.Body).ShouldContain($"version 1 (SHA-256 {hash[..12]}…)");
        page.Body.ShouldContain($"href=\"{Page}.csv\"");
        page.Body.ShouldContain($"href=\"{Page}?expected=1\"");
        var rows = await ann.OpenAsync($"{Page}.csv");
        rows.Fields["Content-Type"].ShouldStartWith("text/csv");
        rows.Body.ShouldStartWith("account,policy,from,to");
        rows.Body.ShouldContain("api-calls");
        var today = await ann.OpenAsync($"{Page}?expected=1");
        today.Body.ShouldContain("This is what the events say today.");
        today.Body.ShouldContain($"href=\"{Page}\"");
    }

    [Fact]
    public async Task What_was_decided_last_stands_on_today()
    {
        var ann = await AsAsync("ann");
        (await ann.OpenAsync("/console")).Body.ShouldContain("Nobody has decided anything");
        await cast.DoAsync(
            "eve",
            "/v1/accounts/own/statements/2026-01-01/lines/api-calls/confirmation",
            """{"reason":"it was used"}"""
        );
        var today = await ann.OpenAsync("/console");
        today.Body.ShouldContain("<b>Charge confirmed</b> · own");
        today.Body.ShouldContain("href=\"/console/accounts/own?show=decisions#timeline\"");
    }

    [Fact]
    public async Task On_paper_it_is_dark_on_white_whole_and_without_ways_to_elsewhere()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: nothing was printed");
        var (status, output) = Npm.Script(
            Npm.Installed("browser", "playwright-core@1.64.1", "axe-core@4.14.1"),
            Script,
            "/usr/bin/chromium",
            cast.Server.Address.ToString().TrimEnd('/'),
            cast.Server.Server.PortalLink("own"),
            "/portal/bills/2026-01-01"
        );
        status.ShouldBe(0, output);
        output
            .ReplaceLineEndings("\n")
            .ShouldBe(
                """
                ground rgb(255, 255, 255)
                ways 0
                tables table
                    paper true

                """
            );
    }

    private async Task<Visitor> AsAsync(string person) =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));
}
