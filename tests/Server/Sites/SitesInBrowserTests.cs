using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>Portal and console in a browser: light and dark, wide, narrow and enlarged, by keyboard.</summary>
public sealed class SitesInBrowserTests : IAsyncLifetime
{
    private static readonly string[] Packages = ["playwright-core@1.64.1", "axe-core@4.14.1"];

    /// <summary>Opens the link as a person does, then looks at every page by every rule of axe in each form.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, server, links, home, second, ...pages] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        // The last is a screen of 1280 by 900 at 200 %.
        const forms = [['light', 1280, 'none', 'en', 1], ['dark', 390, 'none', 'de', 1], ['light', 320, 'none', 'de', 1], ['light', 640, 'active', 'en', 2]];
        for (const [at, [colorScheme, width, forcedColors, locale, deviceScaleFactor]] of forms.entries()) {
          const context = await browser.newContext({ colorScheme, forcedColors, locale, deviceScaleFactor, viewport: { width, height: 900 / deviceScaleFactor }, bypassCSP: true });
          const page = await context.newPage();
          page.on('pageerror', error => console.log('VIOLATION', error.message));
          await page.goto(server + links.split(' ')[at]);
          if (page.url().includes('/console/open')) await page.click('button');
          await page.waitForURL(url => url.pathname === home || url.pathname === '/console/own');
          for (const path of pages) {
            const told = `${path} ${colorScheme} ${width} ${forcedColors}`;
            const answer = await page.goto(server + path);
            if (answer.status() !== 200) console.log('VIOLATION', told, 'answers', answer.status());
            await page.evaluate(axe);
            const { violations, passes } = await page.evaluate(() =>
              axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ['violations'] }));
            console.log('looked at', told, passes.length > 10);
            for (const { id, nodes } of violations) console.log('VIOLATION', told, id, nodes.length, nodes[0].html, nodes[0].any[0]?.message);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            if (wide > width) console.log('VIOLATION', told, 'scrolls sideways', wide);
            const cut = await page.evaluate(() => Array.from(document.querySelectorAll('header *, main *'))
              .filter(each => !each.closest('.hidden, svg, input, select, textarea') && each.getClientRects().length > 0)
              .filter(each => ['hidden', 'clip'].includes(getComputedStyle(each).overflowX) && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
              .map(each => each.outerHTML.slice(0, 80)));
            if (cut.length > 0) console.log('VIOLATION', told, 'is cut', cut[0]);
            const files = await page.evaluate(() => Array.from(document.scripts, script => new URL(script.src).pathname).join(' '));
            if (!['', '/assets/passkeys.js', '/assets/idiomorph.js /assets/live.js', '/assets/uplot.js /assets/chart.js'].includes(files)) console.log('VIOLATION', told, 'runs', files);
            if (await page.evaluate(() => getComputedStyle(document.querySelector('main')).maxWidth) === 'none') console.log('VIOLATION', told, 'has no looks');
          }
          await page.goto(server + home);
          await page.keyboard.press('Tab');
          console.log('first is the way past', await page.evaluate(() => document.activeElement.className === 'skip'));
          await page.keyboard.press('Tab');
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
          await page.waitForURL(url => url.pathname === second);
          console.log('keys lead on', true);
          await context.close();
        }
        await browser.close();
        """;

    /// <summary>Opens a form, fills it in and sends it as somebody does who has keys alone, and sends it again by going back.</summary>
    private const string ByKeys = """
        import { chromium } from 'playwright-core';
        const [, , executablePath, server, ...flows] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
        for (let at = 0; at < flows.length; at += 5) {
          const [link, home, path, name, done] = flows.slice(at, at + 5);
          const page = await context.newPage();
          await page.goto(server + link);
          if (page.url().includes('/console/open')) await page.click('button');
          await page.waitForURL(url => url.pathname === home || url.pathname === '/console/own');
          await page.goto(server + path);
          const reach = async told => {
            for (let tabs = 0; tabs < 200; tabs++) {
              await page.keyboard.press('Tab');
              if (await page.evaluate(told => document.activeElement.matches(told.what) && document.activeElement.textContent.trim().startsWith(told.words), told)) return;
            }
            console.log('VIOLATION', path, 'no key leads to', told.words, told.what);
          };
          await reach({ what: 'summary', words: name });
          await page.keyboard.press('Enter');
          await reach({ what: 'textarea', words: '' });
          await page.keyboard.type('written by keys <b>alone</b>');
          await reach({ what: 'button', words: '' });
          await page.keyboard.press('Enter');
          await page.waitForSelector('.yes');
          console.log(name, (await page.textContent('.yes')).includes(done));
          console.log('leads on to its page', new URL(page.url()).pathname === path);
          await page.reload();
          console.log('is said once', await page.locator('.yes').count() === 0);
          await page.close();
        }
        await browser.close();
        """;

    private const int Forms = 4;

    /// <summary>Pages as they are once something is asked of them.</summary>
    private static readonly string[] Asked =
    [
        "/console/ask?account=own&act=api.called&with.count=9000000",
        "/console/events?account=own&type=api.called&id=c7",
        "/console/events?outcome=rejected",
        "/console/notices?state=waiting",
    ];

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own");
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
        var now = DateTimeOffset.UtcNow;
        var calls = Enumerable
            .Range(0, 60_000)
            .Select(each =>
                TestEvents.Line(
                    "own",
                    $"c{each}",
                    "api.called",
                    "{}",
                    now.AddMinutes(-each % 2_000)
                )
            );
        await server.PostAsync("/v1/events", string.Join('\n', calls), "application/x-ndjson");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(PagesFor.Portal)]
    [InlineData(PagesFor.Console)]
    public async Task Every_page_is_without_violation_of_any_rule_of_axe_and_goes_by_keys(
        PagesFor whom
    )
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var folder = Npm.Installed("browser", Packages);
        var cycle = await CycleAsync();
        var patterns = AccessTable
            .Rows.Where(row =>
                row.Pages == whom
                && row.Method == "GET"
                && !row.Pattern.EndsWith(".csv", StringComparison.Ordinal)
                && !row.Pattern.EndsWith(".ndjson", StringComparison.Ordinal)
                && !row.Pattern.EndsWith("{object}", StringComparison.Ordinal)
                && !row.Pattern.EndsWith("{part}", StringComparison.Ordinal)
                && !row.Pattern.EndsWith(PageActs.Reasons, StringComparison.Ordinal)
                && !row.Pattern.EndsWith(PageActs.Changes, StringComparison.Ordinal)
            )
            .Select(row =>
                row.Pattern.Replace("{clause}", "api-calls")
                    .Replace("{cycle}", cycle)
                    .Replace("{account}", "own")
                    .Replace("{case}", $"api-calls%40{cycle}")
            );
        var pages = new List<string>(whom == PagesFor.Console ? Asked : []);
        foreach (var pattern in patterns)
            pages.Add(await PageSample.OfAsync(server, pattern));
        var (status, output) = Npm.Script(
            folder,
            Script,
            [
                "/usr/bin/chromium",
                server.Address.ToString().TrimEnd('/'),
                .. whom == PagesFor.Portal
                    ? (string[])
                        [Links(() => server.Server.PortalLink("own")), "/portal", "/portal/bills"]
                    : [Links(() => server.Server.ConsoleLink("ann")), "/console", "/console/desk"],
                .. pages,
            ]
        );
        status.ShouldBe(0, output);
        output.Split('\n').Where(line => line.StartsWith("VIOLATION")).ShouldBeEmpty();
        output.Split("true\n").Length.ShouldBe((pages.Count + 2) * Forms + 1, output);
    }

    [Fact]
    public async Task What_people_write_goes_by_keys_alone_on_a_narrow_screen()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var cycle = await CycleAsync();
        var (status, output) = Npm.Script(
            Npm.Installed("browser", Packages),
            ByKeys,
            [
                "/usr/bin/chromium",
                server.Address.ToString().TrimEnd('/'),
                server.Server.ConsoleLink("ann"),
                "/console",
                $"/console/desk/own/api-calls%40{cycle}",
                "Note something",
                "It is noted",
                server.Server.PortalLink("own"),
                "/portal",
                $"/portal/bills/{cycle}/lines/api-calls",
                "Ask about this line",
                "Your provider has it",
            ]
        );
        status.ShouldBe(0, output);
        output.ShouldNotContain("VIOLATION");
        output.Split("true\n").Length.ShouldBe(7, output);
    }

    /// <summary>A link for each form in which pages are looked at: one opens once.</summary>
    private static string Links(Func<string> link) =>
        string.Join(' ', Enumerable.Range(0, Forms).Select(_ => link()));

    private async Task<string> CycleAsync() =>
        (await server.GetAsync("/v1/accounts/own/statements"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Last()
            .GetProperty("cycle")
            .GetString()!;
}
